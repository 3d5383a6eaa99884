package io.boxstream.local.summary;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * {@code summary.json}: what the services reported about one run.
 *
 * @param checkpoints how many the run wrote
 * @param detections records that came back on {@code detections} for the held-out images
 */
public record Summary(
    Images images,
    Split split,
    List<String> classes,
    int checkpoints,
    Promoted promoted,
    HeldOut heldOut,
    int detections,
    Seconds seconds) {

  public Summary {
    Objects.requireNonNull(images, "images");
    Objects.requireNonNull(split, "split");
    classes = List.copyOf(classes);
    Objects.requireNonNull(promoted, "promoted");
    Objects.requireNonNull(heldOut, "heldOut");
    Objects.requireNonNull(seconds, "seconds");
  }

  /** What ingest counted in this run's import. */
  public record Images(long accepted, long rejected, long duplicates) {}

  /** Images by split in the data set that was trained on. */
  public record Split(int train, int val, int test) {}

  /**
   * The model that serves, with the evaluator's scores on the validation split.
   *
   * @param voc07 null when the evaluator gave none
   */
  public record Promoted(
      long generation, String checkpoint, Double voc07, Map<String, Double> perClass) {

    public Promoted {
      perClass = new TreeMap<>(perClass);
    }
  }

  /**
   * The scores of the answers for the test split.
   *
   * @param voc07 null when there was nothing to score
   */
  public record HeldOut(int images, Double voc07, Map<String, Double> perClass) {

    public HeldOut {
      perClass = new TreeMap<>(perClass);
    }
  }

  /** How long the parts took. */
  public record Seconds(double build, double start, double imported, double train, double total) {

    public Seconds {
      build = tenths(build);
      start = tenths(start);
      imported = tenths(imported);
      train = tenths(train);
      total = tenths(total);
    }

    private static double tenths(double seconds) {
      return Math.round(seconds * 10) / 10.0;
    }
  }
}
