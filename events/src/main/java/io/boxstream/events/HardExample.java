package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import io.boxstream.events.DetectionResult.ImageSize;
import io.boxstream.events.DetectionResult.ServedModel;
import io.boxstream.events.DetectionResult.SourceRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An image that is worth labelling. What version 1 did not have is empty in its events.
 *
 * @param imageId SHA-256 of the canonical bytes
 * @param reasons why it is worth labelling, at least one. Version 1 had one {@code reason}
 * @param boxes the model's detections that reach its score thresholds, as a starting point for the
 *     labels, in zero-based pixels of the upright image
 * @param image the canonical bytes. Stored ones are in the quarantine, which keeps them for longer
 *     than the topic keeps the event
 * @param score how much the image is worth labelling, in [0, 1]; to compare examples
 * @param format how the canonical bytes are encoded
 * @param size of the upright image
 * @param model the model that detected the boxes
 * @param request the request that the image came with
 */
public record HardExample(
    String imageId,
    @JsonAlias("reason") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<HardExampleReason> reasons,
    List<DetectedBox> boxes,
    ImageContent image,
    Optional<Double> score,
    Optional<ImageEncoding> format,
    Optional<ImageSize> size,
    Optional<ServedModel> model,
    Optional<Request> request)
    implements Event {
  public HardExample {
    Checks.sha256(imageId, "imageId");
    reasons = List.copyOf(requireNonNull(reasons, "reasons"));
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException("reasons must not be empty");
    }
    boxes = List.copyOf(requireNonNull(boxes, "boxes"));
    requireNonNull(image, "image");
    score.ifPresent(value -> Checks.fraction(value, "score"));
    requireNonNull(format, "format");
    requireNonNull(size, "size");
    requireNonNull(model, "model");
    requireNonNull(request, "request");
  }

  /** The same event with a reference in place of the bytes, for those who keep it for longer. */
  public HardExample withoutBytes() {
    return new HardExample(
        imageId,
        reasons,
        boxes,
        new ImageContent.Stored(imageId, image.size()),
        score,
        format,
        size,
        model,
        request);
  }

  /**
   * A request for detection.
   *
   * @param at when it was sent
   * @param key its key as text; empty text if it had none
   * @param record its record; empty for an HTTP request
   */
  public record Request(Instant at, String key, Optional<SourceRecord> record) {
    public Request {
      requireNonNull(at, "at");
      requireNonNull(key, "key");
      requireNonNull(record, "record");
    }
  }
}
