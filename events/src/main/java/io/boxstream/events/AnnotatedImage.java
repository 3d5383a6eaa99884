package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An image with its labels. The data set contains the newest event of each id.
 *
 * @param id SHA-256 of the canonical bytes
 * @param format how the canonical bytes are encoded
 * @param width of the upright image, in pixels
 * @param height of the upright image, in pixels
 * @param split the part of the data set it belongs to
 * @param boxes every labelled object; empty for an image that shows no object
 * @param image the canonical bytes
 * @param source where the image came from
 */
public record AnnotatedImage(
    String id,
    ImageEncoding format,
    int width,
    int height,
    Split split,
    List<LabelledBox> boxes,
    ImageContent image,
    ImageSource source)
    implements Event {
  public AnnotatedImage {
    Checks.sha256(id, "id");
    requireNonNull(format, "format");
    Checks.positive(width, "width");
    Checks.positive(height, "height");
    requireNonNull(split, "split");
    boxes = List.copyOf(requireNonNull(boxes, "boxes"));
    requireNonNull(image, "image");
    requireNonNull(source, "source");
    for (LabelledBox box : boxes) {
      if (!box.isInside(width, height)) {
        throw new IllegalArgumentException(
            "boxes must lie inside the image of " + width + "x" + height + ": " + box);
      }
    }
  }
}
