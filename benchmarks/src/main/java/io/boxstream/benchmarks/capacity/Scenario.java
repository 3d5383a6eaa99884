package io.boxstream.benchmarks.capacity;

import static java.util.Objects.requireNonNull;

/**
 * What happens in a year, or in another time.
 *
 * @param traffic images that are to be detected
 * @param labelled which part of them also comes with labels, for the data set
 * @param epochs how often a run sees each training image; a run has a least number of steps
 * @param steps hours of the traffic
 * @param stepSeconds how long such an hour lasts: 3600, or less for a trial that is faster
 */
public record Scenario(
    Traffic traffic, double labelled, double epochs, int steps, double stepSeconds) {

  private static final int DAYS = 365;
  private static final double HOUR_SECONDS = 3600;

  public Scenario {
    requireNonNull(traffic, "traffic");
    Checks.part(labelled, "labelled");
    Checks.notNegative(epochs, "epochs");
    Checks.positive(steps, "steps");
    Checks.positive(stepSeconds, "stepSeconds");
  }

  /** A year, in which a run sees each training image once. */
  public static Scenario year(Traffic traffic, double labelled) {
    return new Scenario(traffic, labelled, 1, DAYS * Traffic.HOURS, HOUR_SECONDS);
  }
}
