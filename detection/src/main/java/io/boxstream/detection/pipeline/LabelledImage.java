package io.boxstream.detection.pipeline;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.GroundTruth;
import java.util.List;

/**
 * One training image.
 *
 * @param id names the image in errors and seeds its augmentation
 * @param bytes the encoded image, upright; not copied, and must not be modified afterwards
 * @param boxes its objects in pixels of the image; empty for an image with background only
 */
@SuppressWarnings(
    "ArrayRecordComponent") // megabytes, handed from the store to the decoder uncopied
public record LabelledImage(String id, byte[] bytes, List<GroundTruth> boxes) {

  public LabelledImage {
    requireNonNull(id, "id");
    requireNonNull(bytes, "bytes");
    boxes = List.copyOf(boxes);
  }
}
