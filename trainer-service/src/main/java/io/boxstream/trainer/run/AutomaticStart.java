package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.SplitCounts;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Decides when a run starts automatically. Checks are cheap: a snapshot is taken only after the
 * quiet period or the maximum wait of the policy, and only if enough images may have changed.
 * Confined to one thread.
 */
public final class AutomaticStart {

  private final StartPolicy policy;
  private final LongSupplier revision;
  private final Supplier<DataSetSnapshot> present;
  private final LastRun last;
  private final Clock clock;
  private long seen = -1;
  private Instant firstChange;
  private Instant lastChange = Instant.MIN;
  private Optional<Comparison> latest = Optional.empty();

  /** The run whose data set a new run is compared with. */
  public interface LastRun {

    /** Hash of its snapshot; empty when nothing was ever trained. */
    Optional<String> dataSet();

    /**
     * Images of the training and validation splits that were added, relabelled, moved or removed.
     *
     * @param dataSet hash of the snapshot of before
     */
    int changes(String dataSet, DataSetSnapshot present);
  }

  /** A comparison with a run, and the revision before it. */
  private record Comparison(String dataSet, int changes, long revision) {

    /** At most so many images have changed since that run. */
    long changesAt(long present) {
      return changes + present - revision;
    }
  }

  /**
   * @param revision increases by at least one with each image that changes
   * @param present the data set now
   * @param last the last run
   */
  public AutomaticStart(
      StartPolicy policy,
      LongSupplier revision,
      Supplier<DataSetSnapshot> present,
      LastRun last,
      Clock clock) {
    this.policy = requireNonNull(policy, "policy");
    this.revision = requireNonNull(revision, "revision");
    this.present = requireNonNull(present, "present");
    this.last = requireNonNull(last, "last");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Whether a run should start now. */
  public boolean shouldStart() {
    Instant now = clock.instant();
    observeChanges(now);
    if (firstChange == null || !policy.isDue(firstChange, lastChange, now)) {
      return false;
    }
    Optional<String> before = last.dataSet();
    if (before.filter(this::isTooLittleSince).isPresent()) {
      firstChange = null;
      return false;
    }
    DataSetSnapshot snapshot = present.get();
    SplitCounts images = snapshot.counts().images();
    int changes =
        before.map(dataSet -> compare(dataSet, snapshot)).orElse(images.train() + images.val());
    firstChange = null;
    return policy.hasEnoughImages(images.train(), images.val(), changes);
  }

  /** Without a look at the images: a data set of very many takes seconds to be compared. */
  private boolean isTooLittleSince(String dataSet) {
    return latest
        .filter(comparison -> comparison.dataSet().equals(dataSet))
        .filter(comparison -> comparison.changesAt(seen) < policy.minimumChanges())
        .isPresent();
  }

  private int compare(String dataSet, DataSetSnapshot snapshot) {
    int changes = last.changes(dataSet, snapshot);
    latest = Optional.of(new Comparison(dataSet, changes, seen));
    return changes;
  }

  private void observeChanges(Instant now) {
    long current = revision.getAsLong();
    if (current == seen) {
      return;
    }
    seen = current;
    lastChange = now;
    if (firstChange == null) {
      firstChange = now;
    }
  }
}
