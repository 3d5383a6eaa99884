package io.boxstream.inference.drift;

import io.boxstream.inference.hardexamples.AnsweredRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The images of a window that are the most typical of a drift, bounded in number and bytes. */
final class TypicalImages {
  private static final int MOST = 8;
  private static final long MOST_BYTES = 16L << 20;
  private static final Comparator<Entry> MOST_TYPICAL_FIRST =
      Comparator.comparingDouble(Entry::typicality).reversed();

  private final List<Entry> entries = new ArrayList<>();

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
    entries.sort(MOST_TYPICAL_FIRST);
    while (entries.size() > MOST || bytes() > MOST_BYTES) {
      entries.remove(entries.size() - 1);
    }
  }

  /** Empties it: all images, the most typical first. */
  List<Entry> drain() {
    List<Entry> all = List.copyOf(entries);
    entries.clear();
    return all;
  }

  private long bytes() {
    return entries.stream().mapToLong(entry -> entry.request().bytes()).sum();
  }
}
