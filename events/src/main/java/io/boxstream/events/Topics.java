package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The definitions of all topics. Automatic topic creation is not used. */
public final class Topics {
  public static final String ANNOTATED_IMAGES = "annotated-images";
  public static final String REJECTED_IMAGES = "rejected-images";
  public static final String TRAINING_PROGRESS = "training-progress";
  public static final String CHECKPOINTS = "checkpoints";
  public static final String EVALUATIONS = "evaluations";
  public static final String PROMOTIONS = "promotions";
  public static final String DETECTION_REQUESTS = "detection-requests";
  public static final String DETECTIONS = "detections";
  public static final String LABEL_FINDINGS = "label-findings";
  public static final String DISMISSED_SUSPECTS = "dismissed-suspects";
  public static final String HARD_EXAMPLES = "hard-examples";
  public static final String DRIFT = "drift";
  public static final String ROLLOUTS = "rollouts";
  public static final String ROLLOUT_PROGRESS = "rollout-progress";

  /** The largest image inside an event. Larger images are put into the object store. */
  public static final int INLINE_IMAGE_LIMIT_BYTES = 512 * 1024;

  /** The largest image of a detection request. */
  public static final int REQUEST_IMAGE_LIMIT_BYTES = 8 * 1024 * 1024;

  /**
   * How long a tombstone can be read. A reader that was offline for longer starts again from the
   * beginning of the topic.
   */
  public static final Duration TOMBSTONE_RETENTION = Duration.ofDays(30);

  /** How long the notification of a checkpoint is kept. */
  public static final Duration CHECKPOINT_RETENTION = Duration.ofDays(90);

  /** How long dead letters are kept. */
  public static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

  private static final int MEBIBYTE = 1024 * 1024;

  /** Allowance for the key, the headers and the overhead of the record batch. */
  private static final int OVERHEAD_BYTES = 64 * 1024;

  private Topics() {}

  /** The dead-letter topic of a topic. */
  public static String deadLetters(String topic) {
    return requireNonNull(topic, "topic") + ".dlq";
  }

  /** Every topic, dead-letter topics included. */
  public static List<TopicDefinition> all() {
    return sources().stream().flatMap(source -> Stream.of(source, deadLettersOf(source))).toList();
  }

  private static List<TopicDefinition> sources() {
    int inline = 2 * MEBIBYTE;
    return List.of(
        compacted(ANNOTATED_IMAGES, 6, inline),
        deleted(REJECTED_IMAGES, 3, Duration.ofDays(30), inline),
        deleted(TRAINING_PROGRESS, 1, Duration.ofDays(7), MEBIBYTE),
        topic(CHECKPOINTS, 3, "compact,delete", CHECKPOINT_RETENTION, MEBIBYTE),
        compacted(EVALUATIONS, 3, MEBIBYTE),
        compacted(PROMOTIONS, 1, MEBIBYTE),
        deleted(
            DETECTION_REQUESTS, 6, Duration.ofDays(3), REQUEST_IMAGE_LIMIT_BYTES + OVERHEAD_BYTES),
        deleted(DETECTIONS, 6, Duration.ofDays(7), MEBIBYTE),
        compacted(LABEL_FINDINGS, 3, MEBIBYTE),
        compacted(DISMISSED_SUSPECTS, 1, MEBIBYTE),
        deleted(HARD_EXAMPLES, 3, Duration.ofDays(30), inline),
        deleted(DRIFT, 1, Duration.ofDays(30), MEBIBYTE),
        compacted(ROLLOUTS, 1, MEBIBYTE),
        topic(ROLLOUT_PROGRESS, 1, "compact,delete", Duration.ofDays(90), MEBIBYTE));
  }

  private static TopicDefinition compacted(String name, int partitions, int maxBytes) {
    return new TopicDefinition(
        name,
        partitions,
        Map.of(
            "cleanup.policy",
            "compact",
            "delete.retention.ms",
            millis(TOMBSTONE_RETENTION),
            "max.message.bytes",
            Integer.toString(maxBytes)));
  }

  private static TopicDefinition deleted(
      String name, int partitions, Duration retention, int maxBytes) {
    return topic(name, partitions, "delete", retention, maxBytes);
  }

  private static TopicDefinition topic(
      String name, int partitions, String cleanup, Duration retention, int maxBytes) {
    return new TopicDefinition(
        name,
        partitions,
        Map.of(
            "cleanup.policy",
            cleanup,
            "retention.ms",
            millis(retention),
            "max.message.bytes",
            Integer.toString(maxBytes)));
  }

  /** Like its source topic, with room for the headers that describe the failure. */
  private static TopicDefinition deadLettersOf(TopicDefinition source) {
    int maxBytes = Integer.parseInt(source.settings().get("max.message.bytes"));
    return deleted(
        deadLetters(source.name()),
        source.partitions(),
        DEAD_LETTER_RETENTION,
        maxBytes + OVERHEAD_BYTES);
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
