package io.boxstream.ingest.imports;

import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts the results of the items of one archive. Thread-safe. */
final class ImportProgress {

  private final String id;
  private final String caller;
  private final Optional<Instant> startedAt;
  private final BitSet finished = new BitSet();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> onLog = new HashSet<>();
  private final Set<String> publishing = new HashSet<>();
  private final Set<String> classes = new TreeSet<>();
  private final SortedMap<String, Long> rejections = new TreeMap<>();
  private final SortedMap<String, Long> split = new TreeMap<>();
  private boolean holdingOut;
  private long total;
  private long accepted;
  private long relabelled;
  private long duplicates;
  private long rejected;
  private long clippedImages;
  private long clippedBoxes;
  private long heldOut;
  private final NearDuplicateNotes nearDuplicates = new NearDuplicateNotes();
  private String format;
  private List<String> notes = List.of();
  private String detail = "";
  private boolean begun;
  private Optional<String> cancellation = Optional.empty();

  /**
   * @param id of the import
   * @param format what was recognised in its archive so far
   * @param caller who sent it; empty if unknown
   * @param startedAt when it began to be sent; empty if unknown
   */
  ImportProgress(String id, String format, String caller, Optional<Instant> startedAt) {
    this.id = id;
    this.caller = caller;
    this.startedAt = startedAt;
    this.format = format;
    for (Split each : Split.values()) {
      split.put(each.code(), 0L);
    }
  }

  /**
   * Records what the archive holds.
   *
   * @param description what was recognised in it
   * @param images number of images
   * @param warnings about its labels
   */
  synchronized void opened(String description, long images, List<String> warnings) {
    format = description;
    total = images;
    notes = List.copyOf(warnings);
  }

  String importId() {
    return id;
  }

  /** Who sent the archive; empty if unknown. */
  Optional<String> caller() {
    return Optional.of(caller).filter(name -> !name.isEmpty());
  }

  /** Begins the work; false if the import was cancelled while it waited. */
  synchronized boolean begin() {
    begun = cancellation.isEmpty();
    return begun;
  }

  /**
   * Lets the work end after the images in hand. Repeating it has no effect.
   *
   * @param by who cancels; empty if unknown
   * @return whether the work has not begun, and never will
   */
  synchronized boolean cancel(String by) {
    boolean first = cancellation.isEmpty();
    if (first) {
      cancellation = Optional.of(by.isEmpty() ? "cancelled" : "cancelled by " + by);
    }
    return first && !begun;
  }

  synchronized boolean isCancelled() {
    return cancellation.isPresent();
  }

  /** Whether it was cancelled before all images were processed. */
  synchronized boolean isCutShort() {
    return isCancelled() && (total == 0 || finished.cardinality() < total);
  }

  synchronized void detail(String sentence) {
    detail = sentence;
  }

  synchronized boolean isFinished(int item) {
    return finished.get(item);
  }

  /** Whether an image was published as part of this archive. */
  synchronized boolean holds(String imageId) {
    return seen.contains(imageId) || onLog.contains(imageId);
  }

  /** Records that an image was published as part of this archive. Its item is counted later. */
  synchronized void add(String imageId) {
    seen.add(imageId);
  }

  /**
   * Records that an image was sent but not acknowledged, because the broker did not respond in time
   * or the process was killed. The image may be on the topic.
   */
  synchronized void unacknowledged(String imageId) {
    publishing.add(imageId);
  }

  /**
   * Whether an image was sent and not acknowledged. A duplicate of it then comes from this import.
   * Returns true once for each image.
   */
  synchronized boolean wasPublishing(String imageId) {
    return publishing.remove(imageId);
  }

  /** Whether some of the archive's training images are held out for validation. */
  synchronized boolean isHoldingOut() {
    return holdingOut;
  }

  synchronized void holdOut() {
    holdingOut = true;
  }

  /** Replays a journal entry from before a restart. */
  synchronized void replay(JournalEntry entry) {
    if (entry.kind() == JournalEntry.Kind.HOLDING_OUT) {
      holdingOut = true;
      return;
    }
    if (entry.kind() == JournalEntry.Kind.PUBLISHING) {
      unacknowledged(entry.id());
      return;
    }
    count(entry);
  }

  synchronized void count(JournalEntry entry) {
    if (finished.get(entry.item())) {
      return;
    }
    finished.set(entry.item());
    if (entry.content().isPresent()) {
      publishing.remove(entry.id());
    }
    switch (entry.kind()) {
      case ACCEPTED -> accepted++;
      case RELABELLED -> {
        accepted++;
        relabelled++;
      }
      case DUPLICATE -> duplicates++;
      case REJECTED -> rejected++;
      case PUBLISHING, HOLDING_OUT ->
          throw new IllegalArgumentException("not an outcome: " + entry);
    }
    entry
        .reason()
        .map(RejectionReason::code)
        .ifPresent(code -> rejections.merge(code, 1L, Long::sum));
    if (entry.content().isPresent() && onLog.add(entry.id())) {
      seen.remove(entry.id());
      countContent(entry.id(), entry.content().get());
    }
  }

  private void countContent(String imageId, JournalEntry.Content content) {
    split.merge(content.split().code(), 1L, Long::sum);
    classes.addAll(content.labels());
    clippedImages += content.clipped() > 0 ? 1 : 0;
    clippedBoxes += content.clipped();
    heldOut += content.heldOut() ? 1 : 0;
    content.nearDuplicate().ifPresent(near -> nearDuplicates.add(imageId, content.split(), near));
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>(notes);
    if (heldOut > 0) {
      warnings.add(
          ("The data set names no validation images: %d of the %d training images were held out"
                  + " for validation, chosen by their ids. To choose them yourself, name them in a"
                  + " list (val.txt), or put them into a folder val.")
              .formatted(heldOut, heldOut + split.get(Split.TRAIN.code())));
    }
    warnings.addAll(nearDuplicates.sentences());
    return warnings;
  }

  private String sentence(ImportState state) {
    return switch (state) {
      case CANCELLED -> cancellation.orElse("cancelled") + "; what was published until then stays";
      case RUNNING -> cancellation.map(by -> by + "; ends after the images in hand").orElse(detail);
      case RECEIVING, DONE, FAILED -> detail;
    };
  }

  synchronized ImportStatus status(ImportState state) {
    // An archive that was cancelled before it was opened again has an unknown number of images.
    long known = Math.max(total, finished.cardinality());
    long pending = known - finished.cardinality();
    return new ImportStatus(
        id,
        state,
        new ImportStatus.Images(known, accepted, relabelled, rejected, duplicates, pending),
        rejections,
        split,
        new ArrayList<>(classes),
        new ImportStatus.Clipped(clippedImages, clippedBoxes),
        warnings(),
        format,
        caller,
        sentence(state),
        startedAt,
        Optional.empty(),
        Optional.empty());
  }
}
