package io.boxstream.local.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A summary as a short table for people. */
public final class SummaryTable {

  private SummaryTable() {}

  /** The table's lines. */
  public static List<String> of(Summary summary) {
    List<String> lines = new ArrayList<>();
    Summary.Split split = summary.split();
    lines.add(
        row(
            "images",
            "%d accepted, %d rejected, %d duplicates; %d train, %d val, %d test"
                .formatted(
                    summary.images().accepted(),
                    summary.images().rejected(),
                    summary.images().duplicates(),
                    split.train(),
                    split.val(),
                    split.test())));
    lines.add(
        row(
            "promoted",
            "generation %d, checkpoint %s (of %d)"
                .formatted(
                    summary.promoted().generation(),
                    summary.promoted().checkpoint(),
                    summary.checkpoints())));
    lines.add(header());
    for (String label : summary.classes()) {
      lines.add(scores(label, summary.promoted().perClass(), summary.heldOut().perClass()));
    }
    lines.add(
        "  %-22s %10s %10s"
            .formatted(
                "mean", score(summary.promoted().voc07()), score(summary.heldOut().voc07())));
    Summary.Seconds seconds = summary.seconds();
    lines.add(
        row(
            "seconds",
            String.format(
                Locale.ROOT,
                "build %.0f, start %.0f, import %.0f, train %.0f, total %.0f",
                seconds.build(),
                seconds.start(),
                seconds.imported(),
                seconds.train(),
                seconds.total())));
    return lines;
  }

  private static String header() {
    return "  %-22s %10s %10s".formatted("VOC07 AP", "validation", "held-out");
  }

  private static String scores(
      String label, Map<String, Double> validation, Map<String, Double> heldOut) {
    return "  %-22s %10s %10s"
        .formatted(label, score(validation.get(label)), score(heldOut.get(label)));
  }

  private static String score(Double score) {
    return score == null ? "-" : String.format(Locale.ROOT, "%.3f", score);
  }

  private static String row(String name, String text) {
    return "  %-9s %s".formatted(name, text);
  }
}
