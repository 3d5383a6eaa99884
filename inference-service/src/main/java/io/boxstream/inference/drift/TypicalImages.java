package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.inference.hardexamples.AnsweredRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The images of a window that are the most typical of a drift, bounded in number and bytes. */
final class TypicalImages {
  private static final int MOST = 8;
  private static final Comparator<Entry> MOST_TYPICAL_FIRST =
      Comparator.comparingDouble(Entry::typicality).reversed();

  private final List<Entry> entries = new ArrayList<>();
  private final SharedBytes bytes;

  TypicalImages(SharedBytes bytes) {
    this.bytes = requireNonNull(bytes, "bytes");
  }

  /**
   * An image.
   *
   * @param typicality in [0, 1]
   */
  record Entry(AnsweredRequest request, double typicality) {}

  void offer(AnsweredRequest request, double typicality) {
    if (typicality <= 0) {
      return;
    }
    entries.add(new Entry(request, typicality));
    bytes.add(request.bytes());
    entries.sort(MOST_TYPICAL_FIRST);
    while (!entries.isEmpty() && (entries.size() > MOST || bytes.isOver())) {
      bytes.add(-entries.remove(entries.size() - 1).request().bytes());
    }
  }

  /** Empties it. */
  void discard() {
    entries.forEach(entry -> bytes.add(-entry.request().bytes()));
    entries.clear();
  }

  /** Empties it: all images, the most typical first. */
  List<Entry> drain() {
    List<Entry> all = List.copyOf(entries);
    discard();
    return all;
  }
}
