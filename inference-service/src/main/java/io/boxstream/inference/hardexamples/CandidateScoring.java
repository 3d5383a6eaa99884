package io.boxstream.inference.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.uncertainty.Disagreement;
import io.boxstream.detection.uncertainty.ScoredBox;
import io.boxstream.detection.uncertainty.Uncertainty;
import io.boxstream.events.HardExampleReason;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.DetectionResults;
import io.boxstream.inference.serve.ServedThresholds;
import io.boxstream.inference.serve.ThresholdSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scores answered requests by how unsure the model is of its answer. */
final class CandidateScoring {
  /** Boxes about which two generations must disagree to say so. */
  private static final double DISAGREEMENT = 0.5;

  private final ThresholdSelector thresholds;
  private final double minimum;

  /**
   * @param thresholds scores from which on a class counts as found
   * @param minimum lowest score of a candidate, in [0, 1]
   */
  CandidateScoring(ThresholdSelector thresholds, double minimum) {
    this.thresholds = requireNonNull(thresholds, "thresholds");
    this.minimum = minimum;
  }

  /** The candidate that a request is; empty if the model is sure enough. */
  Optional<Candidate> score(AnsweredRequest request) {
    return candidate(request, 0);
  }

  /**
   * The candidate that a request is whose image another model has looked at again.
   *
   * @param earlier the request with the earlier model's answer
   * @param now the answer of the model that serves now
   * @return with the detections of the model that serves now; empty if it is sure enough and finds
   *     the same
   */
  Optional<Candidate> compare(AnsweredRequest earlier, Answer now) {
    double disagreement = Disagreement.between(boxes(earlier.answer()), boxes(now));
    return candidate(earlier.with(now), disagreement);
  }

  /**
   * The candidate that an image is which is typical of a drift of the traffic.
   *
   * @param typicality in [0, 1]
   */
  Candidate drifted(AnsweredRequest request, double typicality) {
    Answer answer = request.answer();
    Uncertainty uncertainty = Uncertainty.of(boxes(answer));
    List<HardExampleReason> reasons = new ArrayList<>(List.of(HardExampleReason.DRIFT));
    reasons.addAll(reasons(uncertainty, 0));
    return new Candidate(
        request,
        Math.max(typicality, Uncertainty.score(uncertainty.questions())),
        reasons,
        DetectionResults.boxes(answer, thresholds.of(answer.identity())));
  }

  private Optional<Candidate> candidate(AnsweredRequest request, double disagreement) {
    Answer answer = request.answer();
    Uncertainty uncertainty = Uncertainty.of(boxes(answer));
    double score = Uncertainty.score(uncertainty.questions() + disagreement);
    List<HardExampleReason> reasons = reasons(uncertainty, disagreement);
    return score < minimum || reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Candidate(
                request,
                score,
                reasons,
                DetectionResults.boxes(answer, thresholds.of(answer.identity()))));
  }

  private static List<HardExampleReason> reasons(Uncertainty uncertainty, double disagreement) {
    List<HardExampleReason> reasons = new ArrayList<>();
    if (disagreement >= DISAGREEMENT) {
      reasons.add(HardExampleReason.GENERATIONS_DISAGREE);
    }
    if (uncertainty.conflicts() > 0) {
      reasons.add(HardExampleReason.CONFLICTING_CLASSES);
    }
    if (uncertainty.nearThreshold() >= Uncertainty.MANY) {
      reasons.add(HardExampleReason.MANY_NEAR_THRESHOLD);
    } else if (uncertainty.nearThreshold() > 0) {
      reasons.add(HardExampleReason.LOW_CONFIDENCE);
    }
    if (uncertainty.found() == 0 && uncertainty.nearThreshold() > 0) {
      reasons.add(HardExampleReason.NOTHING_FOUND);
    }
    return reasons;
  }

  private List<ScoredBox> boxes(Answer answer) {
    ServedThresholds served = thresholds.of(answer.identity());
    List<String> classes = answer.identity().classes();
    return answer.detections().stream()
        .map(
            detection -> {
              String label = classes.get(detection.classIndex());
              return new ScoredBox(label, detection.score(), served.of(label), detection.box());
            })
        .toList();
  }
}
