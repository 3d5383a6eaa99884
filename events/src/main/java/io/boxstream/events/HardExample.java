package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An image that is worth labelling.
 *
 * @param imageId SHA-256 of the canonical bytes
 * @param reason why it is worth labelling
 * @param boxes the model's detections, as a starting point for the labels
 * @param image the bytes
 */
public record HardExample(
    String imageId, HardExampleReason reason, List<DetectedBox> boxes, ImageContent image)
    implements Event {
  public HardExample {
    Checks.sha256(imageId, "imageId");
    requireNonNull(reason, "reason");
    boxes = List.copyOf(requireNonNull(boxes, "boxes"));
    requireNonNull(image, "image");
  }
}
