package io.boxstream.evaluator.score;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.events.LabelledBox;
import java.util.List;

/**
 * Converts between pixels of an image and pixels of the network's input.
 *
 * @param horizontal pixels of the input per pixel of the image, from left to right
 * @param vertical the same, from top to bottom
 */
public record InputFrame(double horizontal, double vertical) {
  /**
   * @param inputSize side of the network's input in pixels
   * @param width of the image
   * @param height of the image
   */
  public static InputFrame of(double inputSize, int width, int height) {
    return new InputFrame(inputSize / width, inputSize / height);
  }

  /** An object in pixels of the input. */
  GroundTruth toInput(GroundTruth inImage) {
    return inImage.withBox(inImage.box().scaled(horizontal, vertical));
  }

  /** Detections in pixels of the image. */
  public List<Detection> toImage(List<Detection> inInput) {
    return inInput.stream()
        .map(one -> one.withBox(one.box().scaled(1 / horizontal, 1 / vertical)))
        .toList();
  }

  /** A label, in pixels of the image. */
  static GroundTruth truth(LabelledBox box, List<String> classes) {
    Box place = new Box(box.xMin(), box.yMin(), box.xMax(), box.yMax());
    return new GroundTruth(classes.indexOf(box.label()), place, box.difficult());
  }
}
