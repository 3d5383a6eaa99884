package io.boxstream.images.export;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An image that is to be labelled, with the boxes of a model as a start.
 *
 * @param fileName name of its file, unique among the tasks
 * @param width of the upright image, in pixels
 * @param height of the upright image, in pixels
 * @param boxes the model's boxes
 * @param model name of the model and its version; empty if unknown
 * @param score how much it is worth labelling, in [0, 1]
 * @param reasons why it is worth labelling
 */
public record PredictedImage(
    String fileName,
    int width,
    int height,
    List<PredictedBox> boxes,
    String model,
    double score,
    List<String> reasons) {

  public PredictedImage {
    requireNonNull(fileName, "fileName");
    requireNonNull(model, "model");
    boxes = List.copyOf(boxes);
    reasons = List.copyOf(reasons);
  }
}
