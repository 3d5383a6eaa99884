package io.boxstream.events;

import java.util.Arrays;
import java.util.Optional;

/** Every event with its name and version, its topic and how it is written. */
public enum EventType {
  ANNOTATED_IMAGE(
      "io.boxstream.annotated-image.v1",
      Topics.ANNOTATED_IMAGES,
      PayloadFormat.CBOR,
      AnnotatedImage.class),
  REJECTED_IMAGE(
      "io.boxstream.rejected-image.v1",
      Topics.REJECTED_IMAGES,
      PayloadFormat.JSON,
      RejectedImage.class),
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
      "io.boxstream.evaluation-completed.v1",
      Topics.EVALUATIONS,
      PayloadFormat.JSON,
      EvaluationCompleted.class),
  MODEL_PROMOTED(
      "io.boxstream.model-promoted.v1", Topics.PROMOTIONS, PayloadFormat.JSON, ModelPromoted.class),
  DETECTION_RESULT(
      "io.boxstream.detection-result.v1",
      Topics.DETECTIONS,
      PayloadFormat.JSON,
      DetectionResult.class),
  HARD_EXAMPLE(
      "io.boxstream.hard-example.v1", Topics.HARD_EXAMPLES, PayloadFormat.JSON, HardExample.class);

  private final String typeName;
  private final String topic;
  private final PayloadFormat format;
  private final Class<? extends Event> eventClass;

  EventType(
      String typeName, String topic, PayloadFormat format, Class<? extends Event> eventClass) {
    this.typeName = typeName;
    this.topic = topic;
    this.format = format;
    this.eventClass = eventClass;
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
    return Arrays.stream(values()).filter(type -> type.typeName.equals(typeName)).findFirst();
  }

  /** The {@code ce_type} header: name and version. */
  public String typeName() {
    return typeName;
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
