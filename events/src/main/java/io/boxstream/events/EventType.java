package io.boxstream.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every event with its name and version, its topic and how it is written.
 *
 * <p>An event is written in its newest version. The log may hold earlier ones for long, so they are
 * read into the same record: what a version did not have yet is empty.
 */
public enum EventType {
  ANNOTATED_IMAGE(
      "io.boxstream.annotated-image.v1",
      Topics.ANNOTATED_IMAGES,
      PayloadFormat.CBOR,
      AnnotatedImage.class),
  REJECTED_IMAGE(
      "io.boxstream.rejected-image.v2",
      Topics.REJECTED_IMAGES,
      PayloadFormat.JSON,
      RejectedImage.class,
      "io.boxstream.rejected-image.v1"),
  TRAINING_PROGRESS(
      "io.boxstream.training-progress.v1",
      Topics.TRAINING_PROGRESS,
      PayloadFormat.JSON,
      TrainingProgress.class),
  CHECKPOINT_WRITTEN(
      "io.boxstream.checkpoint-written.v1",
      Topics.CHECKPOINTS,
      PayloadFormat.JSON,
      CheckpointWritten.class),
  EVALUATION_COMPLETED(
      "io.boxstream.evaluation-completed.v3",
      Topics.EVALUATIONS,
      PayloadFormat.JSON,
      EvaluationCompleted.class,
      "io.boxstream.evaluation-completed.v2",
      "io.boxstream.evaluation-completed.v1"),
  MODEL_PROMOTED(
      "io.boxstream.model-promoted.v1", Topics.PROMOTIONS, PayloadFormat.JSON, ModelPromoted.class),
  DETECTION_RESULT(
      "io.boxstream.detection-result.v2",
      Topics.DETECTIONS,
      PayloadFormat.JSON,
      DetectionResult.class,
      "io.boxstream.detection-result.v1"),
  HARD_EXAMPLE(
      "io.boxstream.hard-example.v1", Topics.HARD_EXAMPLES, PayloadFormat.JSON, HardExample.class);

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

  /** The type of events of a class. */
  public static EventType of(Class<? extends Event> eventClass) {
    return Arrays.stream(values())
        .filter(type -> type.eventClass == eventClass)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no event type for " + eventClass));
  }

  /** The type with a {@code ce_type}, or none if no version of ours has that name. */
  public static Optional<EventType> named(String typeName) {
    return Arrays.stream(values())
        .filter(type -> type.readableNames.contains(typeName))
        .findFirst();
  }

  /** The {@code ce_type} header of what is written: name and version. */
  public String typeName() {
    return typeName;
  }

  /** The {@code ce_type} headers that are read: the newest version, then the earlier ones. */
  public List<String> readableNames() {
    return readableNames;
  }

  /** The topic that carries it. */
  public String topic() {
    return topic;
  }

  /** How its value is written. */
  public PayloadFormat format() {
    return format;
  }

  /** The record that it is read into. */
  public Class<? extends Event> eventClass() {
    return eventClass;
  }
}
