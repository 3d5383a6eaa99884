package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Somebody's use of a model, from the request to its answer: the model stays in memory until the
 * use is closed. Closing it twice has no effect.
 */
public final class ModelUse implements AutoCloseable {
  private final ModelHolder model;
  private final Runnable end;
  private final AtomicBoolean ended = new AtomicBoolean();

  ModelUse(ModelHolder model, Runnable end) {
    this.model = requireNonNull(model, "model");
    this.end = requireNonNull(end, "end");
  }

  /** Who answers. */
  public ModelHolder model() {
    return model;
  }

  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      end.run();
    }
  }
}
