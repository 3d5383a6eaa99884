package io.boxstream.ingest.imports;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An import at one moment; its JSON is what HTTP answers and what is kept on disk.
 *
 * @param id of the import
 * @param state where it is
 * @param images how many images are where
 * @param rejections refused images by the code of the reason
 * @param split images of this archive that are on the log, each once, by split
 * @param classes labels of their boxes, sorted
 * @param clipped images of this archive on the log with boxes that were clipped at the border
 * @param warnings what was done that a person may not expect
 * @param detail a sentence for a person; empty where there is nothing to say
 */
public record ImportStatus(
    String id,
    ImportState state,
    Images images,
    SortedMap<String, Long> rejections,
    SortedMap<String, Long> split,
    List<String> classes,
    Clipped clipped,
    List<String> warnings,
    String detail) {

  /** Copies the collections. */
  public ImportStatus {
    requireNonNull(id, "id");
    requireNonNull(state, "state");
    requireNonNull(images, "images");
    rejections = new TreeMap<>(rejections);
    split = new TreeMap<>(split);
    classes = List.copyOf(classes);
    clipped = clipped == null ? Clipped.NONE : clipped;
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
    requireNonNull(detail, "detail");
  }

  /**
   * Counts of images. Those that are accepted, rejected, duplicates and pending make up the total.
   *
   * @param total in the archive, halves and ids that only a list names included
   * @param accepted put on the log by this import
   * @param relabelled of the accepted, those whose image was on the log with other labels
   * @param rejected in quarantine
   * @param duplicates on the log already, with the same labels
   * @param pending not looked at yet
   */
  public record Images(
      long total, long accepted, long relabelled, long rejected, long duplicates, long pending) {}

  /**
   * Boxes that were clipped.
   *
   * @param images with such boxes
   * @param boxes that were clipped
   */
  public record Clipped(long images, long boxes) {
    static final Clipped NONE = new Clipped(0, 0);
  }

  /** An import whose archive has been kept, and nothing more. */
  static ImportStatus accepted(String id) {
    return new ImportStatus(
        id,
        ImportState.RUNNING,
        new Images(0, 0, 0, 0, 0, 0),
        new TreeMap<>(),
        new TreeMap<>(Map.of()),
        List.of(),
        Clipped.NONE,
        List.of(),
        "");
  }
}
