package io.boxstream.artifacts.retention;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.ObjectStat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a sweep or a preview found.
 *
 * @param startedAt when it started, by the clock of the store
 * @param took how long it took
 * @param categories the numbers by category
 * @param removed the first {@value #LISTED} keys of what was removed, in a preview of what would be
 */
public record RetentionReport(
    Instant startedAt, Duration took, Map<Category, Counts> categories, List<String> removed) {
  /** The most keys that a report lists. */
  public static final int LISTED = 1000;

  public RetentionReport {
    requireNonNull(startedAt, "startedAt");
    requireNonNull(took, "took");
    categories = Map.copyOf(categories);
    removed = List.copyOf(removed);
  }

  /**
   * The numbers of one category. Each object is counted once.
   *
   * @param kept what stays
   * @param waiting what is expendable and waits for the grace period to pass; in a preview only
   *     blobs that no document refers to yet
   * @param removed what was removed; in a preview what would be, when the grace period has passed
   */
  public record Counts(Amount kept, Amount waiting, Amount removed) {
    /** No objects. */
    static final Counts NONE = new Counts(Amount.NONE, Amount.NONE, Amount.NONE);

    public Counts {
      requireNonNull(kept, "kept");
      requireNonNull(waiting, "waiting");
      requireNonNull(removed, "removed");
    }
  }

  /**
   * An amount.
   *
   * @param objects number of objects
   * @param bytes their sizes
   */
  public record Amount(long objects, long bytes) {
    /** Nothing. */
    static final Amount NONE = new Amount(0, 0);

    Amount plus(ObjectStat object) {
      return new Amount(objects + 1, bytes + object.size());
    }
  }
}
