package io.boxstream.detection.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class F1CurveTest {
  private static final int OBJECTS = 60_000;

  /** Four objects; right at 0.9, wrong at 0.8, right at 0.7 and 0.6, wrong at 0.2. */
  private final F1Curve curve =
      F1Curve.of(
          MatchedDetections.of(
              new float[] {.9f, .8f, .7f, .6f, .2f},
              new boolean[] {true, false, true, true, false},
              4));

  @Test
  void countsWhatRemainsAtAThreshold() {
    assertThat(curve.at(0)).isEqualTo(new OperatingPoint(3, 2, 1));
    assertThat(curve.at(.5)).isEqualTo(new OperatingPoint(3, 1, 1));
    assertThat(curve.at(.75)).isEqualTo(new OperatingPoint(1, 1, 3));
    assertThat(curve.at(.9f)).isEqualTo(new OperatingPoint(1, 0, 3));
    assertThat(curve.at(1)).isEqualTo(new OperatingPoint(0, 0, 4));
  }

  @Test
  void hasPrecisionRecallAndF1() {
    OperatingPoint point = curve.at(.5);

    assertThat(point.precision()).isEqualTo(.75);
    assertThat(point.recall()).isEqualTo(.75);
    assertThat(point.f1()).isEqualTo(.75);
    assertThat(curve.at(.75).f1()).isCloseTo(2.0 / 6, within(1e-12));
    assertThat(curve.at(1).precision()).isEqualTo(1);
    assertThat(curve.at(1).f1()).isZero();
  }

  /**
   * All that is right scores 0.9, all that is wrong 0.1: every threshold in between is perfect. F1
   * is 2/3 below and 0 above. The mean over ±0.5 is 1 for log odds from -2.2 + 0.5 to 2.2 - 0.5,
   * and within 0.01 of it no further than a step of 0.05, so that the middle is one half.
   */
  @Test
  void putsTheBestThresholdInTheMiddleOfThoseThatAreAsGood() {
    F1Curve separated =
        F1Curve.of(
            MatchedDetections.of(
                new float[] {.9f, .9f, .1f, .1f}, new boolean[] {true, true, false, false}, 2));

    assertThat(separated.bestThreshold().getAsDouble()).isCloseTo(.5, within(.015));
  }

  /**
   * 20 objects. Ten are found with 0.9 and nothing is wrong: F1 is 2/3 for all thresholds from
   * 0.028 to 0.9. At 0.028 follow the other ten, as many wrong ones, and at once a hundred more: F1
   * is 0.8 for thresholds between 0.0275 and 0.028 only.
   */
  @Test
  void ignoresAPeakThatIsNarrow() {
    float[] scores = new float[130];
    boolean[] right = new boolean[130];
    for (int i = 0; i < 130; i++) {
      scores[i] = i < 10 ? .9f : i < 30 ? .028f : .0275f;
      right[i] = i < 20;
    }
    F1Curve peaked = F1Curve.of(MatchedDetections.of(scores, right, 20));
    assertThat(peaked.at(.5).f1()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(peaked.at(.0278).f1()).isCloseTo(.8, within(1e-12));

    assertThat(peaked.bestThreshold().getAsDouble()).isBetween(.2, .7);
  }

  @Test
  void hasNoBestThresholdWhereNothingIsFound() {
    assertThat(F1Curve.of(MatchedDetections.of(new float[0], new boolean[0], 3)).bestThreshold())
        .isEmpty();
    assertThat(
            F1Curve.of(MatchedDetections.of(new float[] {.9f}, new boolean[] {false}, 3))
                .bestThreshold())
        .isEmpty();
  }

  /**
   * Small sets of a detector whose scores have a known distribution. What the estimate loses
   * against the best threshold of a large set is at most two thirds of what the threshold with the
   * highest F1 of the small set loses.
   */
  @Test
  void losesLessThanTheHighestF1OfASmallSet() {
    Random random = new Random(1);
    for (int objects : new int[] {20, 40, 80}) {
      F1Curve all = sample(OBJECTS, random);
      double best =
          DoubleStream.iterate(0, threshold -> threshold <= 1, threshold -> threshold + .01)
              .map(threshold -> all.at(threshold).f1())
              .max()
              .orElseThrow();
      double lost = 0;
      double lostAtHighest = 0;
      for (int set = 0; set < 200; set++) {
        F1Curve small = sample(objects, random);
        lost += best - all.at(small.bestThreshold().getAsDouble()).f1();
        lostAtHighest += best - all.at(highest(small)).f1();
      }
      assertThat(lost).as("%d objects", objects).isLessThan(lostAtHighest * 2 / 3);
    }
  }

  @Property(tries = 200)
  void liesBetweenZeroAndOneAndRecallFalls(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double threshold) {
    F1Curve any = sample(1 + new Random(seed).nextInt(50), new Random(seed));

    OperatingPoint point = any.at(threshold);

    assertThat(point.precision()).isBetween(0.0, 1.0);
    assertThat(point.f1())
        .isBetween(0.0, 1.0)
        .isLessThanOrEqualTo(2 * Math.min(point.precision(), point.recall()));
    assertThat(point.truePositives() + point.missed()).isEqualTo(any.objects());
    assertThat(any.at(threshold / 2).recall()).isGreaterThanOrEqualTo(point.recall());
    any.bestThreshold().ifPresent(best -> assertThat(best).isBetween(.005, .9999));
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    assertThatThrownBy(() -> MatchedDetections.of(new float[2], new boolean[1], 1))
        .hasMessageContaining("2 scores, 1 verdicts");
    assertThatThrownBy(() -> MatchedDetections.of(new float[] {.1f, .2f}, new boolean[2], 1))
        .hasMessageContaining("score 1 is out of order");
    assertThatThrownBy(() -> MatchedDetections.of(new float[] {Float.NaN}, new boolean[1], 1))
        .hasMessageContaining("score 0 is out of order");
    assertThatThrownBy(() -> MatchedDetections.of(new float[1], new boolean[] {true}, 0))
        .hasMessageContaining("1 of 0 objects");
  }

  /** Nine of ten objects are found; for each object there are four false positives. */
  private static F1Curve sample(int objects, Random random) {
    RankedMatches matches = new RankedMatches();
    for (int i = 0; i < objects; i++) {
      if (random.nextInt(10) > 0) {
        matches.add(score(random, .4), 1);
      }
      for (int wrong = 0; wrong < 4; wrong++) {
        matches.add(score(random, -2), 0);
      }
    }
    return F1Curve.of(MatchedDetections.of(matches, objects));
  }

  /** A score with normally distributed log odds. */
  private static float score(Random random, double mean) {
    return (float) (1 / (1 + Math.exp(-(mean + random.nextGaussian()))));
  }

  private static double highest(F1Curve curve) {
    double best = 0;
    for (int i = 1; i <= 1000; i++) {
      best = curve.at(i / 1000.0).f1() > curve.at(best).f1() ? i / 1000.0 : best;
    }
    return best;
  }
}
