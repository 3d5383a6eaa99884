package io.boxstream.detection.drift;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the validation images of a model are distributed.
 *
 * @param images number of images
 * @param features by feature; one that too few images have is absent
 */
public record DriftReference(int images, Map<DriftFeature, FeatureReference> features) {
  /** With fewer images there is nothing to compare with. */
  public static final int LEAST_IMAGES = 30;

  public DriftReference {
    if (images < LEAST_IMAGES || features.isEmpty()) {
      throw new IllegalArgumentException(
          "a reference of %d images and %d features".formatted(images, features.size()));
    }
    features = Collections.unmodifiableMap(new EnumMap<>(features));
  }

  /** Describes validation images, which are in no order; empty if there are too few. */
  public static Optional<DriftReference> of(List<ImageTraits> images) {
    Map<DriftFeature, FeatureReference> features = new EnumMap<>(DriftFeature.class);
    for (DriftFeature feature : DriftFeature.values()) {
      FeatureReference.of(feature, images, LEAST_IMAGES)
          .ifPresent(found -> features.put(feature, found));
    }
    return features.isEmpty()
        ? Optional.empty()
        : Optional.of(new DriftReference(images.size(), features));
  }
}
