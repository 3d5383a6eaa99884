package io.boxstream.artifacts.rollout;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was counted in a rollout. A value that only grows; those of several instances add up.
 *
 * @param images images that both models have looked at
 * @param differing those in which they found different objects
 * @param failures images on which the challenger failed
 * @param slower images for which the challenger was slow by its budget and the champion was not
 * @param faster images for which it was the other way round
 * @param dropped images that were not compared because requests waited
 * @param answers requests that the challenger answered as a canary
 * @param fallbacks requests that the champion answered because the challenger failed
 * @param perClass boxes by class
 * @param champion times of the engine for single images, with the champion
 * @param challenger times of the engine for the same images, with the challenger
 * @param waits how long callers waited; empty in the shadow, which answers nobody, and in documents
 *     of earlier releases
 */
public record RolloutCounts(
    long images,
    long differing,
    long failures,
    long slower,
    long faster,
    long dropped,
    long answers,
    long fallbacks,
    SortedMap<String, BoxDifferences> perClass,
    LatencyHistogram champion,
    LatencyHistogram challenger,
    Optional<Waits> waits) {
  /** Nothing was counted yet. */
  public static final RolloutCounts NONE =
      new RolloutCounts(
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          new TreeMap<>(),
          LatencyHistogram.EMPTY,
          LatencyHistogram.EMPTY,
          Optional.empty());

  public RolloutCounts {
    if (images < 0
        || differing < 0
        || differing > images
        || failures < 0
        || slower < 0
        || faster < 0
        || dropped < 0
        || answers < 0
        || fallbacks < 0) {
      throw new IllegalArgumentException(
          "impossible counts: %d images, %d differing, %d failures, %d slower, %d faster, %d dropped, %d answers, %d fallbacks"
              .formatted(images, differing, failures, slower, faster, dropped, answers, fallbacks));
    }
    perClass = Collections.unmodifiableSortedMap(new TreeMap<>(perClass));
  }

  /** The counts of both. */
  public RolloutCounts plus(RolloutCounts other) {
    return new RolloutCounts(
        images + other.images,
        differing + other.differing,
        failures + other.failures,
        slower + other.slower,
        faster + other.faster,
        dropped + other.dropped,
        answers + other.answers,
        fallbacks + other.fallbacks,
        sum(perClass, other.perClass),
        champion.plus(other.champion),
        challenger.plus(other.challenger),
        Waits.sum(waits, other.waits));
  }

  /** These counts with those of callers. */
  public RolloutCounts withWaits(Waits counted) {
    return new RolloutCounts(
        images,
        differing,
        failures,
        slower,
        faster,
        dropped,
        answers,
        fallbacks,
        perClass,
        champion,
        challenger,
        Optional.of(counted));
  }

  /** These counts with those of the engine. */
  public RolloutCounts withEngine(PairedTimes counted) {
    return new RolloutCounts(
        images,
        differing,
        failures,
        counted.slower(),
        counted.faster(),
        dropped,
        answers,
        fallbacks,
        perClass,
        counted.champion(),
        counted.challenger(),
        waits);
  }

  /** The engine's times for the same images. */
  public PairedTimes engine() {
    return new PairedTimes(slower, faster, champion, challenger);
  }

  private static SortedMap<String, BoxDifferences> sum(
      Map<String, BoxDifferences> one, Map<String, BoxDifferences> other) {
    SortedMap<String, BoxDifferences> sum = new TreeMap<>(one);
    other.forEach((label, boxes) -> sum.merge(label, boxes, BoxDifferences::plus));
    return sum;
  }
}
