package io.boxstream.ingest.webhooks.tool;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The stages of a job in CVAT, in their order. */
public enum CvatStage {
  ANNOTATION,
  VALIDATION,
  ACCEPTANCE;

  /** The stage that CVAT names so. */
  static Optional<CvatStage> of(String name) {
    return Stream.of(values()).filter(stage -> stage.code().equals(name)).findFirst();
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isBefore(CvatStage other) {
    return compareTo(requireNonNull(other, "other")) < 0;
  }
}
