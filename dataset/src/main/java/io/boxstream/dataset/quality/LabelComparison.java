package io.boxstream.dataset.quality;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelFinding;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.SuspectReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the labels of an image with what a detector finds.
 *
 * <p>Each label is paired with at most one detection of its class, and each detection with at most
 * one label, best overlap first, from an intersection over union of 0.5. What has no pair is
 * contradicted. With <i>a</i>, the detector's confidence that nothing of the label's class is in
 * its box (1 less the best score there), and <i>r</i>, its recall for the class, the scores are
 *
 * <ul>
 *   <li>wrong class: another class in the box. <i>a</i>·(1 − (1 − agreement)·(1 − <i>r a</i>))
 *   <li>misplaced box: the class beside the box. <i>a</i>·(1 − (1 − existence)·(1 − <i>r a</i>)),
 *       less from an overlap of 0.35 on, where a box is only imprecise; below 0.15 it is another
 *       object
 *   <li>missing label: a detection far from all labels. existence · score
 *   <li>extra label: nothing of any class in the box. <i>r</i>, less if something weak is there
 * </ul>
 *
 * where {@link DetectorReliability} gives agreement, existence and recall.
 */
public final class LabelComparison {

  /** Weaker detections are no evidence. */
  public static final double LEAST_SCORE = 0.05;

  private static final double LEAST_MISSING = 0.3;
  private static final double LEAST_FINDING = 0.1;
  private static final double BESIDE = 0.15;
  private static final double ANYTHING = 0.3;
  private static final double SAME_DETECTION = 0.45;
  private static final double IMPRECISE = 0.55;
  private static final double IMPRECISION = 0.2;

  private final DetectorReliability reliability;

  /**
   * @param reliability of the detector
   */
  public LabelComparison(DetectorReliability reliability) {
    this.reliability = requireNonNull(reliability, "reliability");
  }

  /**
   * The contradictions, the most likely first.
   *
   * @param labels all labels of the image
   * @param detections what the detector finds, in pixels of the image; those below {@link
   *     #LEAST_SCORE} are not used
   */
  public List<LabelFinding> findings(List<LabelledBox> labels, List<DetectedBox> detections) {
    List<DetectedBox> found =
        detections.stream().filter(detection -> detection.score() >= LEAST_SCORE).toList();
    Set<Integer> explained = paired(labels, found);
    List<LabelFinding> findings = new ArrayList<>();
    for (LabelledBox label : labels) {
      contradiction(label, found, explained).or(() -> extra(label, found)).ifPresent(findings::add);
    }
    for (int index = 0; index < found.size(); index++) {
      if (!explained.contains(index) && isMissing(index, found, labels)) {
        DetectedBox detection = found.get(index);
        double score = reliability.existence(detection) * detection.score();
        findings.add(
            new LabelFinding(
                SuspectReason.MISSING_LABEL, score, Optional.empty(), Optional.of(detection)));
      }
    }
    findings.sort(Comparator.comparingDouble(LabelFinding::score).reversed());
    return findings;
  }

  /** The detections that a label of their class explains. */
  private static Set<Integer> paired(List<LabelledBox> labels, List<DetectedBox> found) {
    List<Pair> pairs = new ArrayList<>();
    for (int label = 0; label < labels.size(); label++) {
      for (int detection = 0; detection < found.size(); detection++) {
        DetectedBox box = found.get(detection);
        double overlap = Overlap.of(labels.get(label), box);
        if (overlap >= DetectorReliability.SAME_OBJECT
            && labels.get(label).label().equals(box.label())) {
          pairs.add(new Pair(label, detection, overlap * (1 + box.score())));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::quality).reversed());
    Set<Integer> labelled = new HashSet<>();
    Set<Integer> detected = new HashSet<>();
    for (Pair pair : pairs) {
      if (!labelled.contains(pair.label()) && !detected.contains(pair.detection())) {
        labelled.add(pair.label());
        detected.add(pair.detection());
      }
    }
    return detected;
  }

  private Optional<LabelFinding> contradiction(
      LabelledBox label, List<DetectedBox> found, Set<Integer> explained) {
    double absent = 1 - DetectorReliability.best(label, found);
    Optional<LabelFinding> best = Optional.empty();
    int at = -1;
    for (int index = 0; index < found.size(); index++) {
      if (!explained.contains(index)) {
        Optional<LabelFinding> finding = compare(label, found.get(index), absent);
        if (finding.isPresent()
            && finding.get().score() > best.map(LabelFinding::score).orElse(LEAST_FINDING)) {
          best = finding;
          at = index;
        }
      }
    }
    if (best.isPresent()) {
      explained.add(at);
    }
    return best;
  }

  private Optional<LabelFinding> compare(LabelledBox label, DetectedBox detection, double absent) {
    double overlap = Overlap.of(label, detection);
    double unlikely = 1 - reliability.recall(label.label()) * absent;
    boolean sameClass = label.label().equals(detection.label());
    if (!sameClass && overlap >= DetectorReliability.SAME_OBJECT) {
      double score = absent * (1 - (1 - reliability.agreement(detection)) * unlikely);
      return finding(SuspectReason.WRONG_CLASS, score, label, detection);
    }
    if (sameClass && overlap >= BESIDE && overlap < DetectorReliability.SAME_OBJECT) {
      double imprecise = Math.min(1, (IMPRECISE - overlap) / IMPRECISION);
      double score = absent * (1 - (1 - reliability.existence(detection)) * unlikely) * imprecise;
      return finding(SuspectReason.MISPLACED_BOX, score, label, detection);
    }
    return Optional.empty();
  }

  private static Optional<LabelFinding> finding(
      SuspectReason reason, double score, LabelledBox label, DetectedBox detection) {
    return Optional.of(new LabelFinding(reason, score, Optional.of(label), Optional.of(detection)));
  }

  private Optional<LabelFinding> extra(LabelledBox label, List<DetectedBox> found) {
    double there =
        found.stream()
            .filter(detection -> Overlap.of(label, detection) >= ANYTHING)
            .mapToDouble(DetectedBox::score)
            .max()
            .orElse(0);
    double score = reliability.recall(label.label()) * (1 - there / ANYTHING);
    return score < LEAST_FINDING
        ? Optional.empty()
        : Optional.of(
            new LabelFinding(
                SuspectReason.EXTRA_LABEL, score, Optional.of(label), Optional.empty()));
  }

  /** Whether nothing explains a detection: no label nearby, and no better detection there. */
  private static boolean isMissing(int index, List<DetectedBox> found, List<LabelledBox> labels) {
    DetectedBox detection = found.get(index);
    return detection.score() >= LEAST_MISSING
        && labels.stream()
            .noneMatch(label -> Overlap.of(label, detection) >= DetectorReliability.NEARBY)
        && found.stream()
            .noneMatch(
                other ->
                    other.score() > detection.score()
                        && Overlap.of(other, detection) >= SAME_DETECTION);
  }

  private record Pair(int label, int detection, double quality) {}
}
