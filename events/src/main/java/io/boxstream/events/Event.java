package io.boxstream.events;

/** What crosses Kafka as a CloudEvent; {@link EventType} gives each its name, version and topic. */
public sealed interface Event
    permits AnnotatedImage,
        RejectedImage,
        TrainingProgress,
        CheckpointWritten,
        EvaluationCompleted,
        ModelPromoted,
        DetectionResult,
        HardExample {}
