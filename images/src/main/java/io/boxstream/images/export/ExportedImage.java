package io.boxstream.images.export;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.formats.RawBox;
import java.util.List;

/**
 * An image of a data set that is written.
 *
 * @param name file name without extension, unique in the data set
 * @param extension of the image's file, with its dot
 * @param split {@code train}, {@code val} or {@code test}
 * @param width of the upright image, in pixels
 * @param height of the upright image, in pixels
 * @param boxes inside the image, in zero-based pixels
 */
public record ExportedImage(
    String name, String extension, String split, int width, int height, List<RawBox> boxes) {

  /** Copies the boxes. */
  public ExportedImage {
    requireNonNull(name, "name");
    requireNonNull(extension, "extension");
    requireNonNull(split, "split");
    boxes = List.copyOf(boxes);
  }

  /** The name of the image's file. */
  public String fileName() {
    return name + extension;
  }
}
