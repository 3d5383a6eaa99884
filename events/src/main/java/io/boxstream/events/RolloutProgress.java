package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one instance of inference-service has counted since it takes part in a rollout. Counts only
 * grow; the newest event of an instance counts, and those of several instances add up.
 *
 * @param model the name of the model
 * @param rolloutId unique id of the rollout
 * @param instance id of the process
 * @param images images that both models have looked at
 * @param differing those in which they found different objects
 * @param failures images on which the challenger failed
 * @param slower images for which the challenger was slow by its budget and the champion was not
 * @param faster images for which it was the other way round
 * @param dropped images that were not compared because requests waited
 * @param answers requests that the challenger answered as a canary
 * @param fallbacks requests that the champion answered because the challenger failed
 * @param boxes by class
 * @param champion times of the champion for single images: counts in buckets that grow by 10 % from
 *     0.1 ms, without the empty ones at the end
 * @param challenger times of the challenger for the same images, in the same form
 * @param waits how long callers of a canary waited; empty in the shadow, and in version 1
 * @param withdrawn why the instance does not use the challenger any more; empty while it does
 * @param at when it was counted
 */
public record RolloutProgress(
    String model,
    String rolloutId,
    String instance,
    long images,
    long differing,
    long failures,
    long slower,
    long faster,
    long dropped,
    long answers,
    long fallbacks,
    SortedMap<String, Boxes> boxes,
    List<Long> champion,
    List<Long> challenger,
    Optional<Waits> waits,
    Optional<String> withdrawn,
    Instant at)
    implements Event {
  public RolloutProgress {
    Checks.text(model, "model");
    Checks.text(rolloutId, "rolloutId");
    Checks.text(instance, "instance");
    Checks.notNegative(images, "images");
    Checks.notNegative(differing, "differing");
    Checks.notNegative(failures, "failures");
    Checks.notNegative(slower, "slower");
    Checks.notNegative(faster, "faster");
    Checks.notNegative(dropped, "dropped");
    Checks.notNegative(answers, "answers");
    Checks.notNegative(fallbacks, "fallbacks");
    boxes = Collections.unmodifiableSortedMap(new TreeMap<>(boxes));
    champion = List.copyOf(champion);
    challenger = List.copyOf(challenger);
    champion.forEach(count -> Checks.notNegative(count, "champion"));
    challenger.forEach(count -> Checks.notNegative(count, "challenger"));
    requireNonNull(waits, "waits");
    withdrawn.ifPresent(reason -> Checks.text(reason, "withdrawn"));
    requireNonNull(at, "at");
  }

  /** The key of the record: the newest progress of an instance in a rollout. */
  public String key() {
    return rolloutId + "/" + instance;
  }

  /**
   * Boxes of a class, matched by overlap.
   *
   * @param matched pairs with this class
   * @param relabelled pairs in which the challenger says another class
   * @param onlyChampion boxes of the champion without a partner
   * @param onlyChallenger boxes of the challenger without a partner
   */
  public record Boxes(long matched, long relabelled, long onlyChampion, long onlyChallenger) {
    public Boxes {
      Checks.notNegative(matched, "matched");
      Checks.notNegative(relabelled, "relabelled");
      Checks.notNegative(onlyChampion, "onlyChampion");
      Checks.notNegative(onlyChallenger, "onlyChallenger");
    }
  }

  /**
   * Waits from the moment a request is accepted to its answer.
   *
   * @param http of requests by HTTP
   * @param topic of requests by topic
   */
  public record Waits(Pairs http, Pairs topic) {
    public Waits {
      requireNonNull(http, "http");
      requireNonNull(topic, "topic");
    }
  }

  /**
   * Waits in pairs: of a request that the champion answered, and of one of the challenger's share
   * at the same time.
   *
   * @param slower pairs in which the challenger was slow by its budget and the champion was not
   * @param faster pairs in which it was the other way round
   * @param champion waits for the champion, in the form of the times for single images
   * @param challenger waits for the challenger, in the same form
   */
  public record Pairs(long slower, long faster, List<Long> champion, List<Long> challenger) {
    public Pairs {
      Checks.notNegative(slower, "slower");
      Checks.notNegative(faster, "faster");
      champion = List.copyOf(champion);
      challenger = List.copyOf(challenger);
      champion.forEach(count -> Checks.notNegative(count, "champion"));
      challenger.forEach(count -> Checks.notNegative(count, "challenger"));
    }
  }
}
