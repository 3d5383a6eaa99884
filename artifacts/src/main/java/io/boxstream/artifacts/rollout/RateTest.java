package io.boxstream.artifacts.rollout;

/**
 * Whether a rate is above a limit, beyond noise. It may be asked after every trial: if the true
 * rate is at most the limit, the probability that it ever says yes is at most {@link #FALSE_ALARM}.
 *
 * <p>The test is a mixture of likelihood ratios of rates above the limit against the limit itself.
 * While the true rate is not above the limit, the mixture is a supermartingale that starts at 1, so
 * by Ville's inequality it reaches 1/a with a probability of at most a. See Robbins, "Statistical
 * methods related to the law of the iterated logarithm" (1970), and Ramdas et al., "Game-theoretic
 * statistics and safe anytime-valid inference" (2023), section 3.
 */
public final class RateTest {
  /** Highest probability of a wrong yes over any number of trials. */
  public static final double FALSE_ALARM = 0.001;

  private static final int ALTERNATIVES = 24;

  private RateTest() {}

  /**
   * Whether the rate is above the limit.
   *
   * @param hits trials that count, 0 to {@code trials}
   * @param trials independent trials
   * @param limit in [0, 1); above 0 it takes more than one hit to say yes
   */
  public static boolean isAbove(long hits, long trials, double limit) {
    if (hits < 0 || hits > trials || !(limit >= 0 && limit < 1)) {
      throw new IllegalArgumentException(
          "%d hits in %d trials with a limit of %s".formatted(hits, trials, limit));
    }
    if (limit == 0) {
      return hits > 0;
    }
    return logEvidence(hits, trials, limit) >= -Math.log(FALSE_ALARM);
  }

  /** The logarithm of the mean likelihood ratio of the alternatives. */
  static double logEvidence(long hits, long trials, double limit) {
    double[] ratios = new double[ALTERNATIVES];
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < ALTERNATIVES; i++) {
      double rate = limit + (1 - limit) * fraction(i);
      ratios[i] =
          hits * Math.log(rate / limit) + (trials - hits) * Math.log((1 - rate) / (1 - limit));
      highest = Math.max(highest, ratios[i]);
    }
    double sum = 0;
    for (double ratio : ratios) {
      sum += Math.exp(ratio - highest);
    }
    return highest + Math.log(sum / ALTERNATIVES);
  }

  /** Alternatives are dense near the limit: 0.92, 0.65, 0.46 … 0.0003 of the way from it to 1. */
  private static double fraction(int index) {
    return 0.92 * Math.pow(2, -index / 2.0);
  }
}
