package io.boxstream.dataset.quality;

import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelFinding;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.SuspectReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What looks wrong with the boxes of one image. Boxes with the same reason are one suspect, because
 * whoever looks at the image sees them together.
 */
public final class BoxSuspects {

  /** Findings below half of the chance are left out unless there is no better one. */
  private static final double PLAUSIBLE = 0.5;

  private static final double DOUBLED = 0.7;
  private static final double LEAST_DOUBLED = 0.9;

  private BoxSuspects() {}

  /**
   * Pairs of labels that lie nearly on top of each other: an intersection over union from 0.7 on.
   * The score rises from 0.9 there to 1 for equal boxes.
   *
   * @return at most one suspect, with both boxes of each pair
   */
  public static List<Suspect> doubled(String imageId, List<LabelledBox> labels) {
    List<LabelledBox> boxes = new ArrayList<>();
    double most = 0;
    for (int first = 0; first < labels.size(); first++) {
      for (int second = first + 1; second < labels.size(); second++) {
        double overlap = Overlap.of(labels.get(first), labels.get(second));
        if (overlap >= DOUBLED) {
          most = Math.max(most, overlap);
          boxes.add(labels.get(first));
          boxes.add(labels.get(second));
        }
      }
    }
    double score = LEAST_DOUBLED + (1 - LEAST_DOUBLED) * (most - DOUBLED) / (1 - DOUBLED);
    return boxes.isEmpty()
        ? List.of()
        : List.of(
            Suspect.ofBoxes(
                SuspectReason.DOUBLED_BOX, Math.min(1, score), imageId, boxes, List.of()));
  }

  /**
   * What a model contradicts, by reason. The score is that of the most likely finding.
   *
   * @param findings of one image
   */
  public static List<Suspect> contradicted(String imageId, List<LabelFinding> findings) {
    Map<SuspectReason, List<LabelFinding>> byReason = new EnumMap<>(SuspectReason.class);
    findings.stream()
        .sorted(Comparator.comparingDouble(LabelFinding::score).reversed())
        .forEach(
            finding ->
                byReason
                    .computeIfAbsent(finding.reason(), reason -> new ArrayList<>())
                    .add(finding));
    List<Suspect> suspects = new ArrayList<>();
    byReason.forEach((reason, all) -> suspects.add(suspect(imageId, reason, all)));
    return suspects;
  }

  private static Suspect suspect(String imageId, SuspectReason reason, List<LabelFinding> sorted) {
    double best = sorted.get(0).score();
    double least = Math.min(PLAUSIBLE, best);
    List<LabelFinding> plausible =
        sorted.stream().filter(finding -> finding.score() >= least).toList();
    List<LabelledBox> boxes =
        plausible.stream().flatMap(finding -> finding.labelled().stream()).toList();
    List<DetectedBox> proposals =
        plausible.stream().flatMap(finding -> finding.detected().stream()).toList();
    return Suspect.ofBoxes(reason, best, imageId, boxes, proposals);
  }
}
