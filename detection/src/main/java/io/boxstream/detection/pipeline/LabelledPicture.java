package io.boxstream.detection.pipeline;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.GroundTruth;
import java.util.List;

/**
 * One training picture.
 *
 * @param id names the picture in errors and seeds its augmentation
 * @param bytes the encoded picture, upright; not copied, and not to be changed afterwards
 * @param boxes its objects in pixels of the picture; none makes it a picture of background only
 */
@SuppressWarnings(
    "ArrayRecordComponent") // megabytes, handed from the store to the decoder uncopied
public record LabelledPicture(String id, byte[] bytes, List<GroundTruth> boxes) {

  public LabelledPicture {
    requireNonNull(id, "id");
    requireNonNull(bytes, "bytes");
    boxes = List.copyOf(boxes);
  }
}
