package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.util.List;

/**
 * An image of a data set with planted errors.
 *
 * @param name unique in the data set
 * @param split where it is
 * @param width in pixels
 * @param height in pixels
 * @param bytes the encoded image
 * @param boxes its labels, some of them wrong
 */
@SuppressWarnings("ArrayRecordComponent") // handed on uncopied
record PlantedImage(
    String name, Split split, int width, int height, byte[] bytes, List<LabelledBox> boxes) {

  PlantedImage {
    requireNonNull(name, "name");
    requireNonNull(split, "split");
    requireNonNull(bytes, "bytes");
    boxes = List.copyOf(boxes);
  }

  PlantedImage with(List<LabelledBox> changed) {
    return new PlantedImage(name, split, width, height, bytes, changed);
  }
}
