package io.boxstream.evaluator.compare;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.WorstImage;
import io.boxstream.artifacts.evaluation.WorstImage.DetectedObject;
import io.boxstream.artifacts.evaluation.WorstImage.LabelledObject;
import io.boxstream.detection.Box;
import io.boxstream.detection.metric.AreaRange;
import java.util.Optional;

/**
 * Which errors count. An empty component does not restrict it.
 *
 * @param label class of the detection that is false, or of the object that is missed
 * @param kind false or missed boxes only
 * @param size COCO's size of the box, in square pixels of the image
 * @param minimumScore lowest score of a false box, in [0, 1]; missed boxes have no score and do not
 *     count if there is one
 * @param maximumScore highest score of a false box, in [0, 1]; like the lowest
 */
public record ErrorFilter(
    Optional<String> label,
    Optional<ErrorKind> kind,
    Optional<AreaRange> size,
    Optional<Double> minimumScore,
    Optional<Double> maximumScore) {

  /** Checks the components. */
  public ErrorFilter {
    requireNonNull(label, "label");
    requireNonNull(kind, "kind");
    requireNonNull(size, "size");
    requireNonNull(minimumScore, "minimumScore");
    requireNonNull(maximumScore, "maximumScore");
  }

  /** The number of errors of an image that count. */
  int count(WorstImage image) {
    long falseBoxes = image.detections().stream().filter(this::counts).count();
    long missedBoxes = image.groundTruths().stream().filter(this::counts).count();
    return (int) (falseBoxes + missedBoxes);
  }

  private boolean counts(DetectedObject box) {
    return box.falsePositive()
        && isOf(ErrorKind.FALSE, box.label())
        && hasSize(box.xMin(), box.yMin(), box.xMax(), box.yMax())
        && minimumScore.map(least -> box.score() >= least).orElse(true)
        && maximumScore.map(most -> box.score() <= most).orElse(true);
  }

  private boolean counts(LabelledObject box) {
    return box.missed()
        && isOf(ErrorKind.MISSED, box.label())
        && hasSize(box.xMin(), box.yMin(), box.xMax(), box.yMax())
        && minimumScore.isEmpty()
        && maximumScore.isEmpty();
  }

  private boolean isOf(ErrorKind one, String boxLabel) {
    return kind.map(wanted -> wanted == one).orElse(true)
        && label.map(boxLabel::equals).orElse(true);
  }

  private boolean hasSize(double xMin, double yMin, double xMax, double yMax) {
    return size.map(range -> range.contains(new Box(xMin, yMin, xMax, yMax).area())).orElse(true);
  }
}
