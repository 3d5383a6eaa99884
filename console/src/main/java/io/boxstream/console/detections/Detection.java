package io.boxstream.console.detections;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A detection as the page shows it.
 *
 * @param id topic, partition and offset of its record
 * @param key of the request, shortened; empty text if it had none
 * @param at when it was written
 * @param model name of the model
 * @param generation of the model
 * @param width of the image as it was sent, in pixels
 * @param height of the image
 * @param boxes those with the highest scores, in pixels of the image
 * @param more boxes that are left out
 * @param millis from the request's arrival in the service to its answer
 * @param image the address of the image; empty if it did not come over Kafka
 * @param request where the image is on the log
 */
public record Detection(
    String id,
    String key,
    Instant at,
    String model,
    long generation,
    int width,
    int height,
    List<DetectedBox> boxes,
    int more,
    double millis,
    Optional<String> image,
    @JsonIgnore Optional<RequestRecord> request) {
  static final int MOST_BOXES = 100;
  static final int LONGEST_KEY = 200;
  private static final String ADDRESS = "/api/live/detections/%s/image";

  public Detection {
    requireNonNull(id, "id");
    requireNonNull(key, "key");
    boxes = List.copyOf(boxes);
    requireNonNull(image, "image");
    requireNonNull(request, "request");
  }

  /** Where a request is on {@code detection-requests}. */
  public record RequestRecord(int partition, long offset) {

    TopicPartition topicPartition() {
      return new TopicPartition(Topics.DETECTION_REQUESTS, partition);
    }
  }

  static Detection of(ConsumerRecord<byte[], byte[]> record, DetectionResult result) {
    String id = new DetectionId(record.partition(), record.offset()).toString();
    Optional<RequestRecord> request =
        result
            .source()
            .filter(source -> source.topic().equals(Topics.DETECTION_REQUESTS))
            .map(source -> new RequestRecord(source.partition(), source.offset()));
    List<DetectedBox> boxes = result.boxes();
    return new Detection(
        id,
        shortened(result.requestKey()),
        Instant.ofEpochMilli(record.timestamp()),
        result.model().name(),
        result.model().generation(),
        result.image().width(),
        result.image().height(),
        boxes.subList(0, Math.min(MOST_BOXES, boxes.size())),
        Math.max(0, boxes.size() - MOST_BOXES),
        result.timings().totalMillis(),
        request.map(known -> ADDRESS.formatted(id)),
        request);
  }

  private static String shortened(String key) {
    return key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY) + "…";
  }
}
