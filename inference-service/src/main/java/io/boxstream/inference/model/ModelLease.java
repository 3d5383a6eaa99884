package io.boxstream.inference.model;

import java.util.concurrent.atomic.AtomicBoolean;

/** The right to use one model until the lease is closed. Closing it twice has no effect. */
public final class ModelLease implements AutoCloseable {
  private final ModelHolder holder;
  private final ModelHolder.Slot slot;
  private final AtomicBoolean returned = new AtomicBoolean();

  ModelLease(ModelHolder holder, ModelHolder.Slot slot) {
    this.holder = holder;
    this.slot = slot;
  }

  /**
   * The borrowed model; not to be used after the lease is closed, nor to be closed by the borrower.
   */
  public LoadedModel model() {
    return slot.model;
  }

  @Override
  public void close() {
    if (returned.compareAndSet(false, true)) {
      holder.release(slot);
    }
  }
}
