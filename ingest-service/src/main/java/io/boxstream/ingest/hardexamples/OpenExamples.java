package io.boxstream.ingest.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.HardExampleReason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How many hard examples wait for labels. They are counted when somebody asks, every two seconds at
 * most. Thread-safe.
 */
public final class OpenExamples {
  private static final Duration KEEP = Duration.ofSeconds(2);

  private final HardExampleCatalog catalog;
  private final LongSupplier nanoTime;
  private Optional<Counts> counted = Optional.empty();
  private long countedAt;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public OpenExamples(HardExampleCatalog catalog, LongSupplier nanoTime) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  /**
   * Numbers of open examples.
   *
   * @param total of all
   * @param reasons by reason, of the reasons that occur; an example can have several
   */
  public record Counts(long total, Map<HardExampleReason, Long> reasons) {

    public Counts {
      reasons = Map.copyOf(reasons);
    }
  }

  /** The numbers now, or of a moment ago. */
  public synchronized Counts counts() {
    long now = nanoTime.getAsLong();
    if (counted.isEmpty() || now - countedAt >= KEEP.toNanos()) {
      counted = Optional.of(catalog.countOpen());
      countedAt = now;
    }
    return counted.get();
  }
}
