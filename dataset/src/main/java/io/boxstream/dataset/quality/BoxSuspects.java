package io.boxstream.dataset.quality;

import io.boxstream.events.LabelFinding;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.SuspectReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What looks wrong with the boxes of one image: at most one suspect for doubled boxes, and one for
 * all that a model contradicts, because whoever looks at the image sees them together.
 */
public final class BoxSuspects {

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
        : List.of(Suspect.ofBoxes(SuspectReason.DOUBLED_BOX, Math.min(1, score), imageId, boxes));
  }

  /**
   * What a model contradicts in an image. The score is that of the most likely finding.
   *
   * @param findings of one image; those below half of the chance are left out unless there is no
   *     better one
   */
  public static Optional<Suspect> contradicted(String imageId, List<LabelFinding> findings) {
    if (findings.isEmpty()) {
      return Optional.empty();
    }
    double best = findings.stream().mapToDouble(LabelFinding::score).max().orElseThrow();
    List<LabelFinding> plausible =
        findings.stream()
            .filter(finding -> finding.score() >= Math.min(PLAUSIBLE, best))
            .sorted(Comparator.comparingDouble(LabelFinding::score).reversed())
            .toList();
    return Optional.of(
        Suspect.ofContradictions(
            plausible.stream().map(LabelFinding::reason).distinct().toList(),
            best,
            imageId,
            plausible.stream().flatMap(finding -> finding.labelled().stream()).toList(),
            plausible.stream().flatMap(finding -> finding.detected().stream()).toList()));
  }
}
