package io.boxstream.detection.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.metric.PairedBootstrap.Gains;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
  private static final Box OBJECT = new Box(0, 0, 9, 9);
  private static final Box ELSEWHERE = new Box(50, 50, 59, 59);

  /** A data set in which images occur several times is scored like the weighted one. */
  @Property(tries = 200)
  void weighsAnImageLikeItsCopies(
      @ForAll long seed, @ForAll @Size(6) List<@IntRange(max = 3) Integer> weights) {
    SplittableRandom random = new SplittableRandom(seed);
    VocEvaluation once = new VocEvaluation(1);
    VocEvaluation copies = new VocEvaluation(1);
    for (int weight : weights) {
      List<GroundTruth> objects = objects(random.nextInt(3));
      List<Detection> found = detections(random);
      once.update(objects, found);
      for (int copy = 0; copy < weight; copy++) {
        copies.update(objects, found);
      }
    }

    double weighted =
        new WeightedAveragePrecision(once.matches(0))
            .of(weights.stream().mapToInt(Integer::intValue).toArray());

    assertThat(weighted)
        .isEqualTo(
            copies.result(VocAveragePrecision.VOC07).ofClass(0).orElse(Double.NaN), within(1e-12));
  }

  @Test
  void keepsTheMatchesOfEachImageBestFirstWithoutDifficultObjects() {
    VocEvaluation evaluation = new VocEvaluation(2);
    evaluation.update(
        List.of(new GroundTruth(0, OBJECT, false), new GroundTruth(0, ELSEWHERE, true)),
        List.of(found(0.2f, ELSEWHERE), found(0.4f, OBJECT), found(0.9f, OBJECT)));
    evaluation.update(List.of(), List.of());
    evaluation.update(List.of(), List.of(found(0.95f, OBJECT)));

    ClassMatches matches = evaluation.matches(0);

    assertThat(matches.groundTruths()).containsExactly(1, 0, 0);
    assertThat(matches.detections()).containsExactly(2, 0, 1);
    assertThat(matches.scores()).containsExactly(0.9f, 0.4f, 0.95f);
    assertThat(matches.correct()).containsExactly(true, false, false);
    assertThat(evaluation.matches(1).detections()).containsExactly(0, 0, 0);
  }

  /**
   * Two images with one object each. The baseline finds neither, the candidate that of the first
   * image: VOC07 AP is 0 and 6/11 (recall 0.5 reaches six of eleven points). Resampled, the gain is
   * 1 (first image twice), 6/11 or 0.
   */
  @Test
  void comparesByHand() {
    List<ClassMatches> baseline = matches(new boolean[] {false, false});
    List<ClassMatches> candidate = matches(new boolean[] {true, false});

    GainInterval gain =
        new PairedBootstrap(1000, 0.9, 7).compare(baseline, candidate).mean().orElseThrow();

    assertThat(gain.gain()).isCloseTo(6.0 / 11, within(1e-12));
    assertThat(gain.low()).isZero();
    assertThat(gain.high()).isCloseTo(1, within(1e-12));
    // The gains 0, 6/11, 1 have probabilities 1/4, 1/2, 1/4; two images: times the root of two.
    double mean = 0.25 + 3.0 / 11;
    double variance = 0.25 + 0.5 * 36 / 121 - mean * mean;
    assertThat(gain.standardError()).isCloseTo(Math.sqrt(2 * variance), within(0.02));
  }

  @Test
  void gainsAtMostOne() {
    GainInterval gain =
        new PairedBootstrap(100, 0.9, 7)
            .compare(matches(new boolean[] {false, false}), matches(new boolean[] {true, true}))
            .mean()
            .orElseThrow();

    assertThat(gain).isEqualTo(new GainInterval(1, 1, 1, 0));
  }

  @Test
  void findsNoGainOfADetectorOverItself() {
    List<ClassMatches> one = simulated(new SplittableRandom(1), 20, 0.7);

    Gains gains = new PairedBootstrap(500, 0.9, 7).compare(one, one);

    assertThat(gains.mean()).contains(new GainInterval(0, 0, 0, 0));
    assertThat(gains.perClass()).containsExactly(Optional.of(new GainInterval(0, 0, 0, 0)));
  }

  @Test
  void swapsSignsWithTheDetectorsAndRepeatsForASeed() {
    SplittableRandom random = new SplittableRandom(2);
    List<ClassMatches> one = simulated(random, 30, 0.5);
    List<ClassMatches> other = simulated(random, 30, 0.8);
    PairedBootstrap bootstrap = new PairedBootstrap(500, 0.9, 7);

    GainInterval gain = bootstrap.compare(one, other).mean().orElseThrow();
    GainInterval loss = bootstrap.compare(other, one).mean().orElseThrow();

    assertThat(loss.gain()).isEqualTo(-gain.gain(), within(1e-12));
    assertThat(loss.low()).isEqualTo(-gain.high(), within(1e-12));
    assertThat(loss.high()).isEqualTo(-gain.low(), within(1e-12));
    assertThat(bootstrap.compare(one, other).mean()).contains(gain);
    assertThat(new PairedBootstrap(500, 0.9, 8).compare(one, other).mean().orElseThrow())
        .isNotEqualTo(gain);
  }

  @Test
  void cannotEstimateFromOneImageWithObjects() {
    ClassMatches one =
        new ClassMatches(
            new int[] {1, 0}, new int[] {1, 1}, new float[] {0.9f, 0.8f}, new boolean[2]);

    Gains gains = new PairedBootstrap(100, 0.9, 7).compare(List.of(one), List.of(one));

    assertThat(gains.mean()).isEmpty();
    assertThat(gains.perClass()).containsExactly(Optional.empty());
  }

  /**
   * With few images the interval must still hold the true gain about as often as it says. The
   * percentiles of the plain bootstrap would hold it in about 84 of 100 data sets.
   */
  @Test
  void holdsTheTrueGainAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(3);
    double truth = trueScore(random, 0.75) - trueScore(random, 0.6);
    int held = 0;
    int dataSets = 300;
    for (int set = 0; set < dataSets; set++) {
      GainInterval gain =
          new PairedBootstrap(300, 0.9, set)
              .compare(simulated(random, 12, 0.6), simulated(random, 12, 0.75))
              .mean()
              .orElseThrow();
      held += gain.low() <= truth && truth <= gain.high() ? 1 : 0;
    }

    assertThat((double) held / dataSets).isBetween(0.85, 0.96);
  }

  @Test
  void refusesOtherImagesAndSettingsOutOfRange() {
    PairedBootstrap bootstrap = new PairedBootstrap(100, 0.9, 7);
    List<ClassMatches> two = matches(new boolean[] {true, true});

    assertThatThrownBy(() -> bootstrap.compare(two, matches(new boolean[] {true})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not of the same images");
    assertThatThrownBy(() -> bootstrap.compare(two, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 and 0 classes");
    assertThatThrownBy(() -> new PairedBootstrap(99, 0.9, 7)).hasMessageContaining("99");
    assertThatThrownBy(() -> new PairedBootstrap(100, 1, 7)).hasMessageContaining("confidence");
    assertThatThrownBy(
            () -> new ClassMatches(new int[1], new int[] {1}, new float[0], new boolean[0]))
        .hasMessageContaining("1 detections");
    assertThatThrownBy(
            () ->
                new ClassMatches(
                    new int[1], new int[] {1}, new float[] {Float.NaN}, new boolean[1]))
        .hasMessageContaining("scores");
  }

  private static double trueScore(SplittableRandom random, double quality) {
    return new WeightedAveragePrecision(simulated(random, 20_000, quality).get(0)).of(ones(20_000));
  }

  private static int[] ones(int count) {
    int[] ones = new int[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** One object and one false positive in each image; the object is found by chance. */
  private static List<ClassMatches> simulated(SplittableRandom random, int images, double quality) {
    VocEvaluation evaluation = new VocEvaluation(1);
    for (int image = 0; image < images; image++) {
      List<Detection> detections = new ArrayList<>();
      detections.add(found(0.6f * random.nextFloat(), ELSEWHERE));
      if (random.nextDouble() < quality) {
        detections.add(found(0.2f + 0.8f * random.nextFloat(), OBJECT));
      }
      evaluation.update(objects(1), detections);
    }
    return List.of(evaluation.matches(0));
  }

  private static List<ClassMatches> matches(boolean[] correct) {
    int[] one = ones(correct.length);
    float[] scores = new float[correct.length];
    Arrays.fill(scores, 0.9f);
    return List.of(new ClassMatches(one, one, scores, correct));
  }

  private static List<GroundTruth> objects(int count) {
    List<GroundTruth> objects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      objects.add(new GroundTruth(0, OBJECT.shifted(100 * i, 0), false));
    }
    return objects;
  }

  /** Few scores, so that images often have equal ones; different ones within an image. */
  private static List<Detection> detections(SplittableRandom random) {
    List<Detection> detections = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      float score = (2 * i + random.nextInt(2)) / 12f;
      detections.add(found(score, OBJECT.shifted(100 * random.nextInt(3), 0)));
    }
    return detections;
  }

  private static Detection found(float score, Box box) {
    return new Detection(0, score, box);
  }
}
