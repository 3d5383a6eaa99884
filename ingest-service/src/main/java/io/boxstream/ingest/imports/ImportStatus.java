package io.boxstream.ingest.imports;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The status of an import. Its JSON form is the HTTP response and the status file.
 *
 * @param id of the import
 * @param state state of the import
 * @param images counts of its images
 * @param rejections number of rejected images by reason code
 * @param split number of distinct published images of this archive, by split
 * @param classes labels of their boxes, sorted
 * @param clipped published images of this archive with boxes that were clipped at the border
 * @param warnings human-readable notes on unexpected results
 * @param format what was recognised in the archive, human-readable: {@code COCO, 2 files, splits
 *     train and val}
 * @param caller who sent the archive; empty if unknown
 * @param detail a human-readable sentence; empty if there are no details
 * @param startedAt when its archive began to be sent; absent in reports of earlier releases
 * @param endedAt when it ended; absent before, and in reports of earlier releases
 * @param received how much of its archive has come; only while it is being received
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ImportStatus(
    String id,
    ImportState state,
    Images images,
    SortedMap<String, Long> rejections,
    SortedMap<String, Long> split,
    List<String> classes,
    Clipped clipped,
    List<String> warnings,
    String format,
    String caller,
    String detail,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<Received> received) {

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
    format = format == null ? "" : format;
    caller = caller == null ? "" : caller;
    requireNonNull(detail, "detail");
    startedAt = startedAt == null ? Optional.empty() : startedAt;
    endedAt = endedAt == null ? Optional.empty() : endedAt;
    received = received == null ? Optional.empty() : received;
  }

  /**
   * Counts of images. The total is the sum of accepted, rejected, duplicates and pending.
   *
   * @param total images in the archive, including images without annotation, annotations without
   *     image and ids that only a list contains
   * @param accepted published by this import
   * @param relabelled accepted images that were already known with other labels
   * @param rejected put into quarantine
   * @param duplicates already known with the same labels
   * @param pending not processed yet
   */
  public record Images(
      long total, long accepted, long relabelled, long rejected, long duplicates, long pending) {}

  /**
   * How much of an archive has come.
   *
   * @param bytes that have come
   * @param total bytes of the archive; absent if the sender has not said
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Received(long bytes, Optional<Long> total) {

    public Received {
      requireNonNull(total, "total");
    }
  }

  /**
   * Boxes that were clipped.
   *
   * @param images number of images with clipped boxes
   * @param boxes that were clipped
   */
  public record Clipped(long images, long boxes) {
    static final Clipped NONE = new Clipped(0, 0);
  }

  /**
   * The status of an import none of whose images has been processed.
   *
   * @param format what was recognised in its archive so far
   */
  static ImportStatus withoutImages(Place place, ImportState state, String format) {
    return new ImportStatus(
        place.id(),
        state,
        new Images(0, 0, 0, 0, 0, 0),
        new TreeMap<>(),
        new TreeMap<>(Map.of()),
        List.of(),
        Clipped.NONE,
        List.of(),
        format,
        place.caller().orElse(""),
        "",
        Optional.of(place.startedAt()),
        Optional.empty(),
        Optional.empty());
  }

  /** An import whose archive is being received. */
  static ImportStatus receiving(Place place) {
    ImportStatus status = withoutImages(place, ImportState.RECEIVING, "");
    return status.with(status.detail, status.startedAt, status.endedAt, place.received());
  }

  /** The same import at its end. */
  ImportStatus ended(Instant time) {
    return with(detail, startedAt, Optional.of(time), received);
  }

  /** The same import with another sentence. */
  ImportStatus saying(String sentence) {
    return with(sentence, startedAt, endedAt, received);
  }

  /** The same import, which began at a time unless it says when. */
  ImportStatus startedBefore(Instant time) {
    return with(detail, startedAt.or(() -> Optional.of(time)), endedAt, received);
  }

  private ImportStatus with(
      String sentence,
      Optional<Instant> start,
      Optional<Instant> end,
      Optional<Received> progress) {
    return new ImportStatus(
        id,
        state,
        images,
        rejections,
        split,
        classes,
        clipped,
        warnings,
        format,
        caller,
        sentence,
        start,
        end,
        progress);
  }
}
