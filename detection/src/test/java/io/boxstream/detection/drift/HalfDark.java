package io.boxstream.detection.drift;

import java.util.List;
import java.util.Map;

/** A hundred validation images of which half are dark. */
final class HalfDark {
  static final DriftReference REFERENCE =
      new DriftReference(
          100,
          Map.of(
              DriftFeature.BRIGHTNESS,
              new FeatureReference(
                  new Bins(List.of(100.0), List.of()),
                  100,
                  List.of(0.5, 0.5),
                  List.of(0.25, -0.25, -0.25, 0.25))));

  private HalfDark() {}
}
