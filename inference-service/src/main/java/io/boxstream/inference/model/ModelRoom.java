package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory for models: of the primary one, of those that are loaded on request, and of
 * challengers, for which it is reserved. One thread asks for room; any may release it.
 */
final class ModelRoom {
  private static final Logger LOG = LoggerFactory.getLogger(ModelRoom.class);
  private static final String KEY = "boxstream.inference.models-memory";
  private static final double MEGABYTE = 1e6;
  private static final double MEBIBYTE = 1 << 20;

  private final ModelHolder primary;
  private final ExtraModelTable models;
  private final long memory;
  private final ModelMetrics metrics;
  private final AtomicLong reserved = new AtomicLong();

  /**
   * @param memory of all models together, in bytes
   */
  ModelRoom(ModelHolder primary, ExtraModelTable models, long memory, ModelMetrics metrics) {
    this.primary = requireNonNull(primary, "primary");
    this.models = requireNonNull(models, "models");
    this.memory = memory;
    this.metrics = requireNonNull(metrics, "metrics");
  }

  /**
   * Refuses a model that does not fit even if all others that are loaded on request are unloaded.
   *
   * @throws ModelLoadException if it does not
   */
  void requireThatItFits(long bytes) {
    if (bytes > left()) {
      throw new ModelLoadException(
          "it takes %.0f MB, and of the %.0f MB for models %s %.0f (%s)"
              .formatted(
                  bytes / MEGABYTE,
                  memory / MEGABYTE,
                  reserved.get() > 0
                      ? "the primary one and the challenger of its rollout leave"
                      : "the primary one leaves",
                  left() / MEGABYTE,
                  KEY));
    }
  }

  /**
   * The same for a challenger.
   *
   * @throws ModelLoadException if it does not fit; the message says what to do
   */
  void requireThatAChallengerFits(long bytes) {
    if (bytes > left()) {
      throw new ModelLoadException(
          "it takes %.0f MB beside the champion, which leaves %.0f of the %.0f MB for models; set %s to at least %.0fM or roll out a smaller network"
              .formatted(
                  bytes / MEGABYTE,
                  left() / MEGABYTE,
                  memory / MEGABYTE,
                  KEY,
                  Math.ceil((taken() + bytes) / MEBIBYTE)));
    }
  }

  /** Unloads what has not been used for longest until so much is free; false if that cannot be. */
  boolean make(long bytes) {
    while (taken() + models.bytes() + bytes > memory) {
      Optional<ExtraModel> idle = models.takeIdle();
      if (idle.isEmpty() || !unload(idle.get())) {
        return false;
      }
    }
    return true;
  }

  /** Makes room and keeps it; false if that cannot be. */
  boolean reserve(long bytes) {
    boolean made = make(bytes);
    if (made) {
      reserved.addAndGet(bytes);
    }
    return made;
  }

  /** Gives back what was reserved. */
  void release(long bytes) {
    reserved.addAndGet(-bytes);
    models.roomMayBe();
  }

  private long taken() {
    return primary.bytes() + reserved.get();
  }

  private long left() {
    return Math.max(0, memory - taken());
  }

  private boolean unload(ExtraModel model) {
    if (!model.holder().unloadIfUnused()) {
      models.kept(model);
      return false;
    }
    models.unloaded(model);
    metrics.unloaded(model.name());
    LOG.info("Model {} is unloaded", model.name());
    return true;
  }
}
