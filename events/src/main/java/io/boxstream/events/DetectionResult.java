package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import java.util.Optional;

/**
 * The objects that a promoted model detected in one image.
 *
 * @param requestKey the request's key as text; empty text if it had none
 * @param image the size of the image as it was sent; the boxes are in its pixels. Version 1 named
 *     it {@code picture}
 * @param boxes in descending order of score
 * @param model the model that detected the objects
 * @param source the request's record; empty for an HTTP request
 * @param timings the latency and its parts
 */
public record DetectionResult(
    String requestKey,
    @JsonAlias("picture") ImageSize image,
    List<DetectedBox> boxes,
    ServedModel model,
    Optional<SourceRecord> source,
    Timings timings)
    implements Event {
  public DetectionResult {
    requireNonNull(requestKey, "requestKey");
    requireNonNull(image, "image");
    boxes = List.copyOf(requireNonNull(boxes, "boxes"));
    requireNonNull(model, "model");
    requireNonNull(source, "source");
    requireNonNull(timings, "timings");
  }

  /** Width and height in pixels. */
  public record ImageSize(int width, int height) {
    public ImageSize {
      Checks.positive(width, "width");
      Checks.positive(height, "height");
    }
  }

  /**
   * The model that detected the objects.
   *
   * @param name the name of the model
   * @param generation its place in the promotion chain
   * @param checkpointId the checkpoint of this generation
   */
  public record ServedModel(String name, long generation, String checkpointId) {
    public ServedModel {
      Checks.text(name, "name");
      Checks.positive(generation, "generation");
      Checks.text(checkpointId, "checkpointId");
    }
  }

  /** The position of the request's record. */
  public record SourceRecord(String topic, int partition, long offset) {
    public SourceRecord {
      Checks.text(topic, "topic");
      Checks.notNegative(partition, "partition");
      Checks.notNegative(offset, "offset");
    }
  }

  /**
   * Milliseconds from the request's arrival in the service to its response, in total and by stage.
   */
  public record Timings(
      double decodeMillis, double queueMillis, double inferenceMillis, double totalMillis) {
    public Timings {
      Checks.notNegative(decodeMillis, "decodeMillis");
      Checks.notNegative(queueMillis, "queueMillis");
      Checks.notNegative(inferenceMillis, "inferenceMillis");
      Checks.notNegative(totalMillis, "totalMillis");
    }
  }
}
