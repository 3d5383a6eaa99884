package io.boxstream.console.live;

import java.time.Instant;

/**
 * How much is on the log, by end offsets, and how fast it grows.
 *
 * @param images records that were ever on {@code annotated-images}: images, new labels, removals
 * @param imagesPerSecond over the last seconds
 * @param requests detection requests over Kafka
 * @param detections their answers
 */
public record TopicCounts(
    long images,
    double imagesPerSecond,
    long requests,
    double requestsPerSecond,
    long detections,
    double detectionsPerSecond,
    Instant at) {}
