package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * When a run starts automatically: enough images, enough of them changed since the last run's
 * snapshot, and the data set at rest for a while, so that an import is trained on once and not in
 * pieces.
 *
 * @param automatic whether runs start by themselves at all
 * @param minimumImages least images in the training split
 * @param minimumChanges least images of the training and validation splits added, relabelled or
 *     removed since the last run's snapshot, at least 1
 * @param quietPeriod how long nothing may have changed
 * @param maximumWait how long changes wait at most when the data set never rests
 */
public record StartPolicy(
    boolean automatic,
    int minimumImages,
    int minimumChanges,
    Duration quietPeriod,
    Duration maximumWait) {

  public StartPolicy {
    if (minimumImages < 1) {
      throw new IllegalArgumentException("minimumImages must be at least 1, is " + minimumImages);
    }
    if (minimumChanges < 1) {
      throw new IllegalArgumentException("minimumChanges must be at least 1, is " + minimumChanges);
    }
    if (quietPeriod.isNegative() || maximumWait.compareTo(quietPeriod) < 0) {
      throw new IllegalArgumentException(
          "quietPeriod "
              + quietPeriod
              + " must not be negative nor longer than maximumWait "
              + maximumWait);
    }
  }

  /**
   * Whether changes have waited long enough to look at the data set closely. Cheap: needs no
   * snapshot.
   *
   * @param firstChange when the first change after the last look was seen
   * @param lastChange when the latest change was seen
   */
  public boolean isDue(Instant firstChange, Instant lastChange, Instant now) {
    requireNonNull(firstChange, "firstChange");
    boolean quiet = !now.isBefore(lastChange.plus(quietPeriod));
    boolean waitedLongEnough = !now.isBefore(firstChange.plus(maximumWait));
    return automatic && (quiet || waitedLongEnough);
  }

  /**
   * Whether a data set is worth a run.
   *
   * @param train images in the training split
   * @param validation images in the validation split
   * @param changes images changed since the last run's snapshot; all of them before the first run
   */
  public boolean hasEnoughImages(int train, int validation, int changes) {
    return automatic && train >= minimumImages && validation > 0 && changes >= minimumChanges;
  }
}
