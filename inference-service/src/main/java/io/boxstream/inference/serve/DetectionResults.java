package io.boxstream.inference.serve;

import io.boxstream.detection.Detection;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.DetectionResult.ImageSize;
import io.boxstream.events.DetectionResult.ServedModel;
import io.boxstream.events.DetectionResult.SourceRecord;
import io.boxstream.inference.model.ModelIdentity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Answers in the form in which they leave the service, the same on the topic and by HTTP. */
public final class DetectionResults {
  private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private DetectionResults() {}

  /**
   * The result for an answer.
   *
   * @param requestKey the request's key as text, empty if it has none
   * @param source the record that asked, empty for HTTP
   * @param thresholds boxes with a lower score are left out
   */
  public static DetectionResult of(
      Answer answer,
      String requestKey,
      Optional<SourceRecord> source,
      ServedThresholds thresholds) {
    ModelIdentity identity = answer.identity();
    return new DetectionResult(
        requestKey,
        new ImageSize(answer.width(), answer.height()),
        boxes(answer, thresholds),
        model(identity),
        source,
        timings(answer.timings()));
  }

  /** The model of an answer, as events name it. */
  public static ServedModel model(ModelIdentity identity) {
    return new ServedModel(identity.model(), identity.generation(), identity.checkpointId());
  }

  /** The detections that reach the thresholds, best first. */
  public static List<DetectedBox> boxes(Answer answer, ServedThresholds thresholds) {
    List<String> classes = answer.identity().classes();
    return answer.detections().stream()
        .filter(
            detection -> detection.score() >= thresholds.of(classes.get(detection.classIndex())))
        .map(detection -> box(detection, classes))
        .toList();
  }

  private static DetectedBox box(Detection detection, List<String> classes) {
    return new DetectedBox(
        classes.get(detection.classIndex()),
        detection.score(),
        detection.box().xMin(),
        detection.box().yMin(),
        detection.box().xMax(),
        detection.box().yMax());
  }

  private static DetectionResult.Timings timings(Timings timings) {
    return new DetectionResult.Timings(
        millis(timings.decode()),
        millis(timings.queue()),
        millis(timings.inference()),
        millis(timings.total()));
  }

  /** To the microsecond: more digits would be noise. */
  private static double millis(long nanos) {
    return Math.round(nanos / NANOS_PER_MILLI * 1000) / 1000.0;
  }
}
