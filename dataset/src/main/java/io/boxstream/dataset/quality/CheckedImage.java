package io.boxstream.dataset.quality;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.util.List;

/**
 * An image with everything that is compared.
 *
 * @param id unique in the set
 * @param split of the image
 * @param width in pixels
 * @param height in pixels
 * @param perceptualHash of the image
 * @param labels its boxes
 * @param detections what a model finds, in pixels of the image
 */
public record CheckedImage(
    String id,
    Split split,
    int width,
    int height,
    long perceptualHash,
    List<LabelledBox> labels,
    List<DetectedBox> detections) {
  public CheckedImage {
    requireNonNull(id, "id");
    requireNonNull(split, "split");
    labels = List.copyOf(labels);
    detections = List.copyOf(detections);
  }
}
