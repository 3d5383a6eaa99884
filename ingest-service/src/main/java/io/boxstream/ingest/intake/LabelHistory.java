package io.boxstream.ingest.intake;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.LabelRevision;
import java.util.ArrayList;
import java.util.List;

/** The labels of an image over time, cut to what fits into an event beside the image. */
final class LabelHistory {

  /** About 100 kB with usual names. */
  static final int MOST_BOXES = 1000;

  private LabelHistory() {}

  /**
   * Joins the labels that are replaced with those before them, and drops the oldest where there are
   * too many.
   *
   * @param replaced the labels that are replaced
   * @param earlier newest first
   */
  static List<LabelRevision> of(LabelRevision replaced, List<LabelRevision> earlier) {
    List<LabelRevision> history = new ArrayList<>();
    history.add(replaced);
    history.addAll(earlier);
    int boxes = 0;
    for (int index = 0; index < history.size(); index++) {
      boxes += history.get(index).boxes().size();
      if (index == AnnotatedImage.LONGEST_HISTORY || boxes > MOST_BOXES) {
        return List.copyOf(history.subList(0, index));
      }
    }
    return history;
  }
}
