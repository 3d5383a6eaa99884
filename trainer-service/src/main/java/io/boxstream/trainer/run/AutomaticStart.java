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
 * quiet period or the maximum wait of the policy. Confined to one thread.
 */
public final class AutomaticStart {

  private final StartPolicy policy;
  private final LongSupplier revision;
  private final Supplier<DataSetSnapshot> present;
  private final Supplier<Optional<DataSetSnapshot>> trained;
  private final Clock clock;
  private long seen = -1;
  private Instant firstChange;
  private Instant lastChange = Instant.MIN;

  /**
   * @param revision a number that changes with the data set
   * @param present the data set now
   * @param trained the data set of the last run; empty before the first
   */
  public AutomaticStart(
      StartPolicy policy,
      LongSupplier revision,
      Supplier<DataSetSnapshot> present,
      Supplier<Optional<DataSetSnapshot>> trained,
      Clock clock) {
    this.policy = requireNonNull(policy, "policy");
    this.revision = requireNonNull(revision, "revision");
    this.present = requireNonNull(present, "present");
    this.trained = requireNonNull(trained, "trained");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Whether a run should start now. */
  public boolean shouldStart() {
    Instant now = clock.instant();
    observeChanges(now);
    if (firstChange == null || !policy.isDue(firstChange, lastChange, now)) {
      return false;
    }
    DataSetSnapshot snapshot = present.get();
    SplitCounts images = snapshot.counts().images();
    int changes =
        trained
            .get()
            .map(before -> SnapshotChanges.count(before, snapshot))
            .orElse(images.train() + images.val());
    firstChange = null;
    return policy.hasEnoughImages(images.train(), images.val(), changes);
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
