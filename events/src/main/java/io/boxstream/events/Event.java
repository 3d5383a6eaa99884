package io.boxstream.events;

/**
 * An event that is sent to Kafka as a CloudEvent. {@link EventType} defines its name, version and
 * topic.
 */
public sealed interface Event
    permits AnnotatedImage,
        RejectedImage,
        TrainingProgress,
        CheckpointWritten,
        EvaluationCompleted,
        ModelPromoted,
        DetectionResult,
        DismissedSuspect,
        DriftDetected,
        DriftEnded,
        HardExample,
        LabelFindings,
        RolloutChanged,
        RolloutProgress {}
