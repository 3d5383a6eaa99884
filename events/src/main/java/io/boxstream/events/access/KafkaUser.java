package io.boxstream.events.access;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.Topics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a user of the brokers may do. Everything else is refused.
 *
 * @param name the user, which the brokers call {@code User:<name>}
 * @param reads topics that it reads; one that ends in {@code *} stands for all that start so
 * @param writes topics that it writes, dead-letter topics included; {@code *} as for reading
 * @param seen topics whose ends it sees, without their records
 * @param groups its consumer groups
 * @param watched consumer groups of others whose members and positions it sees
 * @param transactions the ids with which it writes transactions
 */
public record KafkaUser(
    String name,
    Set<String> reads,
    Set<String> writes,
    Set<String> seen,
    List<Names> groups,
    List<Names> watched,
    List<Names> transactions) {

  /** How the names of topics start that programs make for answers of their own. */
  static final String REPLY_TOPICS = "replies-*";

  public KafkaUser {
    requireNonNull(name, "name");
    reads = Set.copyOf(reads);
    writes = Set.copyOf(writes);
    seen = Set.copyOf(seen);
    groups = List.copyOf(groups);
    watched = List.copyOf(watched);
    transactions = List.copyOf(transactions);
  }

  /**
   * Consumer groups or ids of transactions.
   *
   * @param name the one name, or what the names start with
   * @param prefix whether it is the start of the names
   */
  public record Names(String name, boolean prefix) {
    public Names {
      requireNonNull(name, "name");
    }

    /** Every group: to a broker this name means all. */
    static Names any() {
      return new Names("*", false);
    }

    static Names named(String name) {
      return new Names(name, false);
    }

    static Names startingWith(String prefix) {
      return new Names(prefix, true);
    }

    @Override
    public String toString() {
      return prefix ? name + "*" : name;
    }
  }

  /**
   * The users of Boxstream: one for each service, {@code console}, which reads only, {@code client}
   * for programs that send detection requests, and {@code scaler} for what starts more instances
   * while requests wait. A service that reads a topic with a consumer loop also writes its
   * dead-letter topic.
   */
  public static List<KafkaUser> all() {
    return List.of(ingest(), trainer(), evaluator(), inference(), console(), client(), scaler());
  }

  private static KafkaUser ingest() {
    Set<String> followed =
        Set.of(
            Topics.REJECTED_IMAGES,
            Topics.HARD_EXAMPLES,
            Topics.LABEL_FINDINGS,
            Topics.DISMISSED_SUSPECTS);
    return new KafkaUser(
        "ingest",
        union(followed, Set.of(Topics.ANNOTATED_IMAGES, Topics.CHECKPOINTS)),
        union(
            Set.of(
                Topics.ANNOTATED_IMAGES,
                Topics.REJECTED_IMAGES,
                Topics.HARD_EXAMPLES,
                Topics.DISMISSED_SUSPECTS),
            deadLetters(followed)),
        Set.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static KafkaUser trainer() {
    return new KafkaUser(
        "trainer",
        Set.of(Topics.ANNOTATED_IMAGES, Topics.CHECKPOINTS, Topics.TRAINING_PROGRESS),
        union(
            Set.of(Topics.CHECKPOINTS, Topics.TRAINING_PROGRESS),
            deadLetters(Set.of(Topics.ANNOTATED_IMAGES))),
        Set.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static KafkaUser evaluator() {
    Set<String> read =
        Set.of(
            Topics.CHECKPOINTS,
            Topics.ANNOTATED_IMAGES,
            Topics.EVALUATIONS,
            Topics.PROMOTIONS,
            Topics.ROLLOUT_PROGRESS);
    return new KafkaUser(
        "evaluator",
        read,
        union(
            Set.of(Topics.EVALUATIONS, Topics.PROMOTIONS, Topics.LABEL_FINDINGS, Topics.ROLLOUTS),
            deadLetters(read)),
        Set.of(),
        List.of(
            Names.named("boxstream-evaluator"), Names.startingWith("boxstream-evaluator-labels-")),
        List.of(),
        List.of());
  }

  private static KafkaUser inference() {
    Set<String> read = Set.of(Topics.DETECTION_REQUESTS, Topics.PROMOTIONS, Topics.ROLLOUTS);
    return new KafkaUser(
        "inference",
        read,
        union(
            Set.of(
                Topics.DETECTIONS,
                Topics.HARD_EXAMPLES,
                Topics.DRIFT,
                Topics.ROLLOUT_PROGRESS,
                REPLY_TOPICS),
            deadLetters(read)),
        Set.of(),
        List.of(Names.startingWith("boxstream-inference")),
        List.of(),
        List.of(Names.startingWith("boxstream-inference")));
  }

  private static KafkaUser console() {
    return new KafkaUser(
        "console",
        Set.of(
            Topics.ANNOTATED_IMAGES,
            Topics.REJECTED_IMAGES,
            Topics.HARD_EXAMPLES,
            Topics.LABEL_FINDINGS,
            Topics.TRAINING_PROGRESS,
            Topics.CHECKPOINTS,
            Topics.EVALUATIONS,
            Topics.PROMOTIONS,
            Topics.DETECTION_REQUESTS,
            Topics.DETECTIONS),
        Set.of(),
        Set.of(),
        List.of(),
        List.of(Names.any()),
        List.of());
  }

  private static KafkaUser client() {
    return new KafkaUser(
        "client",
        Set.of(Topics.DETECTIONS, REPLY_TOPICS),
        Set.of(Topics.DETECTION_REQUESTS),
        Set.of(),
        List.of(Names.startingWith("client-")),
        List.of(),
        List.of());
  }

  private static KafkaUser scaler() {
    return new KafkaUser(
        "scaler",
        Set.of(),
        Set.of(),
        Set.of(Topics.DETECTION_REQUESTS),
        List.of(),
        List.of(Names.startingWith("boxstream-inference")),
        List.of());
  }

  private static Set<String> deadLetters(Set<String> topics) {
    return topics.stream()
        .map(Topics::deadLetters)
        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    return Stream.concat(one.stream(), other.stream())
        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
  }
}
