package io.boxstream.evaluator.compare;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose errors select an image. */
public enum ErrorSide {
  /** Those of the checkpoint. */
  CHECKPOINT,
  /** Those of the champion. */
  CHAMPION,
  /** Those of either. */
  EITHER;

  boolean includesCheckpoint() {
    return this != CHAMPION;
  }

  boolean includesChampion() {
    return this != CHECKPOINT;
  }

  /** The side with a name in requests, for example {@code champion}; empty if there is none. */
  public static Optional<ErrorSide> of(String code) {
    return Arrays.stream(values())
        .filter(side -> side.name().toLowerCase(Locale.ROOT).equals(code))
        .findFirst();
  }
}
