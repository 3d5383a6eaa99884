package io.boxstream.evaluator.app;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.ImageResults;
import io.boxstream.artifacts.evaluation.WorstImage;
import io.boxstream.artifacts.evaluation.WorstImage.DetectedObject;
import io.boxstream.artifacts.evaluation.WorstImage.LabelledObject;
import io.boxstream.evaluator.app.EvaluationView.ValidationSetView;
import io.boxstream.evaluator.compare.ComparedImage;
import io.boxstream.evaluator.decide.EvaluationOutcome;
import io.boxstream.rest.paging.Page;
import java.util.List;
import java.util.Optional;

/**
 * Errors of a checkpoint beside those of the champion, as HTTP shows them. Both at the score
 * thresholds that they are served with; matching is Pascal VOC's at an overlap of .50.
 *
 * @param checkpoint the checkpoint's id
 * @param champion id of the champion that it was compared with; null if there was none
 * @param championDetails {@code available}, {@code no-champion}, {@code not-scored} (it could not
 *     be scored on this validation set) or {@code details-not-available} (an earlier release has
 *     scored it)
 * @param validationSet what both were scored on
 * @param omitted number of images of the set that the checkpoint's stored results leave out
 * @param championOmitted the same of the champion; null without its results
 * @param items images with an error that the filter selects, those with the most first
 * @param next value of the parameter {@code after} for the next page; null on the last page
 * @param total number of images on all pages
 */
public record ErrorsView(
    String checkpoint,
    Optional<String> champion,
    String championDetails,
    ValidationSetView validationSet,
    int omitted,
    Optional<Integer> championOmitted,
    List<Image> items,
    Optional<String> next,
    int total) {

  /**
   * Stored results of both.
   *
   * @param championScored whether the champion has a report on the same validation set
   */
  record Sides(boolean championScored, ImageResults checkpoint, Optional<ImageResults> champion) {

    String state(Optional<CheckpointId> id) {
      if (id.isEmpty()) {
        return "no-champion";
      }
      if (!championScored) {
        return "not-scored";
      }
      return champion.isPresent() ? "available" : "details-not-available";
    }
  }

  static ErrorsView of(
      EvaluationOutcome outcome, Sides sides, Page<ComparedImage> page, int total) {
    Optional<CheckpointId> champion = outcome.decision().champion();
    return new ErrorsView(
        outcome.report().checkpoint().toString(),
        champion.map(CheckpointId::toString),
        sides.state(champion),
        ValidationSetView.of(outcome.report().validationSet()),
        sides.checkpoint().omitted(),
        sides.champion().map(ImageResults::omitted),
        page.items().stream().map(Image::of).toList(),
        page.next(),
        total);
  }

  /**
   * An image. Boxes have zero-based corners in pixels of the image.
   *
   * @param id of the image in the data set
   * @param width pixels
   * @param height pixels
   * @param matching number of errors that the filter selects
   * @param checkpoint what the checkpoint found; null if its stored results leave the image out
   * @param champion what the champion found; null if its stored results leave the image out, or
   *     there are none
   */
  public record Image(
      String id,
      int width,
      int height,
      int matching,
      Optional<Found> checkpoint,
      Optional<Found> champion) {

    static Image of(ComparedImage compared) {
      WorstImage image = compared.image();
      return new Image(
          image.id(),
          image.width(),
          image.height(),
          compared.matching(),
          compared.checkpoint().map(Found::of),
          compared.champion().map(Found::of));
    }
  }

  /**
   * What one of the two found in an image.
   *
   * @param falseBoxes number of detections that find nothing new
   * @param missedBoxes number of objects that are not found
   * @param groundTruths the labels, missed ones first, at most 100
   * @param detections the detections, best first, at most 100
   */
  public record Found(
      int falseBoxes,
      int missedBoxes,
      List<LabelledObject> groundTruths,
      List<DetectedObject> detections) {

    static Found of(WorstImage image) {
      return new Found(
          image.falseBoxes(), image.missedBoxes(), image.groundTruths(), image.detections());
    }
  }
}
