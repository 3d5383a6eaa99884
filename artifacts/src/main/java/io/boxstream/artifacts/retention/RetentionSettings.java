package io.boxstream.artifacts.retention;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Blobs;
import java.time.Duration;

/**
 * What the store keeps.
 *
 * @param checkpoints every checkpoint of this age or younger is kept, and the data set of every run
 * @param generations the latest generations of each promotion chain whose checkpoints are kept; at
 *     least 1, the champion
 * @param runs the latest runs whose best and last checkpoints are kept; at least 1
 * @param evaluations every evaluation, and the records of every run, of this age or younger are
 *     kept
 * @param quarantine original bytes of rejected images are kept this long
 * @param grace nothing is removed sooner than this after it is found to be expendable; more than
 *     {@link Blobs#LONGEST_UNREFERENCED}
 */
public record RetentionSettings(
    Duration checkpoints,
    int generations,
    int runs,
    Duration evaluations,
    Duration quarantine,
    Duration grace) {
  public RetentionSettings {
    requireNonNull(checkpoints, "checkpoints");
    requireNonNull(evaluations, "evaluations");
    requireNonNull(quarantine, "quarantine");
    requireNonNull(grace, "grace");
    if (checkpoints.isNegative() || evaluations.isNegative() || quarantine.isNegative()) {
      throw new IllegalArgumentException(
          "checkpoints, evaluations and quarantine must not be negative: %s, %s, %s"
              .formatted(checkpoints, evaluations, quarantine));
    }
    if (generations < 1 || runs < 1) {
      throw new IllegalArgumentException(
          "generations and runs must be positive: " + generations + ", " + runs);
    }
    if (grace.compareTo(Blobs.LONGEST_UNREFERENCED) <= 0) {
      throw new IllegalArgumentException(
          "grace must be more than " + Blobs.LONGEST_UNREFERENCED + ": " + grace);
    }
  }
}
