package io.boxstream.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every type of event with its name, version, topic and payload format.
 *
 * <p>Events are written in the newest version. Topics may contain earlier versions for a long time,
 * so these are read into the same record: fields that a version did not have yet are empty.
 */
public enum EventType {
  ANNOTATED_IMAGE(
      "io.boxstream.annotated-image.v3",
      Topics.ANNOTATED_IMAGES,
      PayloadFormat.CBOR,
      AnnotatedImage.class,
      "io.boxstream.annotated-image.v2",
      "io.boxstream.annotated-image.v1"),
  REJECTED_IMAGE(
      "io.boxstream.rejected-image.v4",
      Topics.REJECTED_IMAGES,
      PayloadFormat.JSON,
      RejectedImage.class,
      "io.boxstream.rejected-image.v3",
      "io.boxstream.rejected-image.v2",
      "io.boxstream.rejected-image.v1"),
  TRAINING_PROGRESS(
      "io.boxstream.training-progress.v2",
      Topics.TRAINING_PROGRESS,
      PayloadFormat.JSON,
      TrainingProgress.class,
      "io.boxstream.training-progress.v1"),
  CHECKPOINT_WRITTEN(
      "io.boxstream.checkpoint-written.v1",
      Topics.CHECKPOINTS,
      PayloadFormat.JSON,
      CheckpointWritten.class),
  EVALUATION_COMPLETED(
      "io.boxstream.evaluation-completed.v4",
      Topics.EVALUATIONS,
      PayloadFormat.JSON,
      EvaluationCompleted.class,
      "io.boxstream.evaluation-completed.v3",
      "io.boxstream.evaluation-completed.v2",
      "io.boxstream.evaluation-completed.v1"),
  MODEL_PROMOTED(
      "io.boxstream.model-promoted.v2",
      Topics.PROMOTIONS,
      PayloadFormat.JSON,
      ModelPromoted.class,
      "io.boxstream.model-promoted.v1"),
  DETECTION_RESULT(
      "io.boxstream.detection-result.v2",
      Topics.DETECTIONS,
      PayloadFormat.JSON,
      DetectionResult.class,
      "io.boxstream.detection-result.v1"),
  LABEL_FINDINGS(
      "io.boxstream.label-findings.v1",
      Topics.LABEL_FINDINGS,
      PayloadFormat.JSON,
      LabelFindings.class),
  DISMISSED_SUSPECT(
      "io.boxstream.dismissed-suspect.v1",
      Topics.DISMISSED_SUSPECTS,
      PayloadFormat.JSON,
      DismissedSuspect.class),
  HARD_EXAMPLE(
      "io.boxstream.hard-example.v3",
      Topics.HARD_EXAMPLES,
      PayloadFormat.JSON,
      HardExample.class,
      "io.boxstream.hard-example.v2",
      "io.boxstream.hard-example.v1"),
  ROLLOUT_CHANGED(
      "io.boxstream.rollout-changed.v1", Topics.ROLLOUTS, PayloadFormat.JSON, RolloutChanged.class),
  ROLLOUT_PROGRESS(
      "io.boxstream.rollout-progress.v2",
      Topics.ROLLOUT_PROGRESS,
      PayloadFormat.JSON,
      RolloutProgress.class,
      "io.boxstream.rollout-progress.v1"),
  DRIFT_DETECTED(
      "io.boxstream.drift-detected.v1", Topics.DRIFT, PayloadFormat.JSON, DriftDetected.class),
  DRIFT_ENDED("io.boxstream.drift-ended.v1", Topics.DRIFT, PayloadFormat.JSON, DriftEnded.class);

  private final String typeName;
  private final String topic;
  private final PayloadFormat format;
  private final Class<? extends Event> eventClass;
  private final List<String> readableNames;

  EventType(
      String typeName,
      String topic,
      PayloadFormat format,
      Class<? extends Event> eventClass,
      String... earlierNames) {
    this.typeName = typeName;
    this.topic = topic;
    this.format = format;
    this.eventClass = eventClass;
    this.readableNames = Stream.concat(Stream.of(typeName), Stream.of(earlierNames)).toList();
  }

  /** The event type of a class. */
  public static EventType of(Class<? extends Event> eventClass) {
    return Arrays.stream(values())
        .filter(type -> type.eventClass == eventClass)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no event type for " + eventClass));
  }

  /** The event type with a {@code ce_type} in any version; empty if there is none. */
  public static Optional<EventType> named(String typeName) {
    return Arrays.stream(values())
        .filter(type -> type.readableNames.contains(typeName))
        .findFirst();
  }

  /** The {@code ce_type} header of written events: name and version. */
  public String typeName() {
    return typeName;
  }

  /** The {@code ce_type} headers that can be read: the newest version, then the earlier ones. */
  public List<String> readableNames() {
    return readableNames;
  }

  /** The topic of these events. */
  public String topic() {
    return topic;
  }

  /** The format of the record's value. */
  public PayloadFormat format() {
    return format;
  }

  /** The Java record of these events. */
  public Class<? extends Event> eventClass() {
    return eventClass;
  }
}
