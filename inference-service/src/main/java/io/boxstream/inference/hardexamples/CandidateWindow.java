package io.boxstream.inference.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.PerceptualHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The hardest candidates so far, bounded in number and bytes. Of candidates that look the same, it
 * keeps the hardest. Used by one thread.
 */
final class CandidateWindow {
  private static final Comparator<Entry> HARDEST_FIRST =
      Comparator.comparingDouble((Entry entry) -> entry.candidate().score()).reversed();

  private final int most;
  private final long maxBytes;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * A candidate with the look of its image.
   *
   * @param hash of the upright image
   */
  record Entry(Candidate candidate, PerceptualHash hash) {
    Entry {
      requireNonNull(candidate, "candidate");
      requireNonNull(hash, "hash");
    }

    private boolean looksLike(Entry other) {
      return hash.distance(other.hash) <= PublishedImages.SAME;
    }
  }

  /**
   * @param most number of candidates, at least 1
   * @param maxBytes memory of the candidates together
   */
  CandidateWindow(int most, long maxBytes) {
    if (most < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "most and maxBytes must be positive: %d, %d".formatted(most, maxBytes));
    }
    this.most = most;
    this.maxBytes = maxBytes;
  }

  /** Whether a candidate of this score and size would stay, if it looks like no other. */
  boolean admits(Candidate candidate) {
    long bytes = candidate.request().bytes();
    int better = 0;
    for (Entry entry : entries) {
      if (entry.candidate().score() >= candidate.score()) {
        better++;
        bytes += entry.candidate().request().bytes();
      }
    }
    return better < most && bytes <= maxBytes;
  }

  /**
   * Adds a candidate.
   *
   * @return what did not stay: a candidate that looks the same, those that are less hard, or the
   *     candidate itself
   */
  List<Entry> add(Entry entry) {
    List<Entry> same = entries.stream().filter(entry::looksLike).toList();
    if (same.stream().anyMatch(one -> one.candidate().score() >= entry.candidate().score())) {
      return List.of(entry);
    }
    entries.removeAll(same);
    entries.add(entry);
    entries.sort(HARDEST_FIRST);
    List<Entry> removed = new ArrayList<>(same);
    while (entries.size() > most || (bytes() > maxBytes && !entries.isEmpty())) {
      removed.add(entries.remove(entries.size() - 1));
    }
    return removed;
  }

  /** Empties the window: all candidates, the hardest first. */
  List<Entry> drain() {
    List<Entry> all = List.copyOf(entries);
    entries.clear();
    return all;
  }

  /** Memory of the candidates, in bytes. */
  long bytes() {
    return entries.stream().mapToLong(entry -> entry.candidate().request().bytes()).sum();
  }
}
