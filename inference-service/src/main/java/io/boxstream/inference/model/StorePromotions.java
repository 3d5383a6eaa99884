package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.promotion.Promotion;
import java.util.Optional;

/**
 * Reads the promotion chain in the object store, which is authoritative; the events are its
 * notifications.
 */
public final class StorePromotions implements PromotionSource {
  private final Artifacts artifacts;
  private final String model;
  private boolean bucketIsThere;

  /** Reads the chain of one model. */
  public StorePromotions(Artifacts artifacts, String model) {
    this.artifacts = requireNonNull(artifacts, "artifacts");
    this.model = requireNonNull(model, "model");
  }

  @Override
  public Optional<Promotion> latest() {
    if (!bucketIsThere) {
      // A service may be the first of all to start, and an empty bucket is an empty chain.
      artifacts.store().createBucket();
      bucketIsThere = true;
    }
    return artifacts.promotions(model).latest();
  }
}
