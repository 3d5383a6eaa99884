package io.boxstream.dataset;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image's labels in a snapshot.
 *
 * @param id SHA-256 of the canonical bytes
 * @param split the part of the data set it belongs to
 * @param width of the upright image, in pixels
 * @param height of the upright image, in pixels
 * @param boxes every labelled object
 * @param heldOut true if the image was held out for validation; otherwise empty
 */
public record SnapshotEntry(
    String id,
    Split split,
    int width,
    int height,
    List<LabelledBox> boxes,
    Optional<Boolean> heldOut) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public SnapshotEntry {
    if (!isId(requireNonNull(id, "id"))) {
      throw new IllegalArgumentException("id must be a SHA-256 in lower-case digits: " + id);
    }
    requireNonNull(split, "split");
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException("size must be positive: " + width + "x" + height);
    }
    boxes = List.copyOf(requireNonNull(boxes, "boxes"));
    requireNonNull(heldOut, "heldOut");
  }

  /** Creates an entry of an image that was not held out for validation. */
  public SnapshotEntry(String id, Split split, int width, int height, List<LabelledBox> boxes) {
    this(id, split, width, height, boxes, Optional.empty());
  }

  /** Whether the image was held out for validation. */
  boolean wasHeldOut() {
    return heldOut.orElse(false);
  }

  static boolean isId(String text) {
    return SHA256.matcher(text).matches();
  }

  static SnapshotEntry of(AnnotatedImage image) {
    return new SnapshotEntry(
        image.id(),
        image.split(),
        image.width(),
        image.height(),
        image.boxes(),
        image.source().wasHeldOut() ? Optional.of(true) : Optional.empty());
  }
}
