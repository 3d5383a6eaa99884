package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import java.util.Optional;

/**
 * What a promoted model found in one image.
 *
 * @param requestKey the request's key as text; empty text if it had none
 * @param image the size of the image as it was sent, in whose pixels the boxes are; version 1 named
 *     it {@code picture}
 * @param boxes in falling order of score
 * @param model what answered
 * @param source the record that asked; empty for a request by HTTP
 * @param timings how long it took
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
   * The model that answered.
   *
   * @param name the name of the model
   * @param generation its place in the promotion chain
   * @param checkpointId the checkpoint behind it
   */
  public record ServedModel(String name, long generation, String checkpointId) {
    public ServedModel {
      Checks.text(name, "name");
      Checks.positive(generation, "generation");
      Checks.text(checkpointId, "checkpointId");
    }
  }

  /** Where the request lies on the log. */
  public record SourceRecord(String topic, int partition, long offset) {
    public SourceRecord {
      Checks.text(topic, "topic");
      Checks.notNegative(partition, "partition");
      Checks.notNegative(offset, "offset");
    }
  }

  /** Milliseconds from the request's arrival in the service to its answer, and their parts. */
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
