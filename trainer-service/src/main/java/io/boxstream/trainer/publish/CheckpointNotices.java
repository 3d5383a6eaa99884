package io.boxstream.trainer.publish;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.Checkpoints;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.EventPublisher;
import io.boxstream.trainer.run.StopSignal;
import java.util.List;
import java.util.OptionalInt;

/**
 * The notices on {@code checkpoints}: one per manifest, in the order of the epochs, at least once.
 *
 * <p>A crash between a manifest and its notice leaves the notice missing. Because the notices of a
 * run go out in order, those missing are the ones after the latest that is on the log, whatever
 * compaction removed before it.
 */
public final class CheckpointNotices {

  private final Checkpoints checkpoints;
  private final EventPublisher publisher;
  private final AnnouncedCheckpoints announced;
  private final Patience patience;

  public CheckpointNotices(
      ObjectStore store,
      EventPublisher publisher,
      AnnouncedCheckpoints announced,
      Patience patience) {
    this.checkpoints = new Checkpoints(store);
    this.publisher = requireNonNull(publisher, "publisher");
    this.announced = requireNonNull(announced, "announced");
    this.patience = requireNonNull(patience, "patience");
  }

  /** What is on the log already. */
  @FunctionalInterface
  public interface AnnouncedCheckpoints {
    /** The highest epoch of a run that has a notice on the log; empty when it has none. */
    OptionalInt latestEpoch(String runId);
  }

  /** Publishes the notice of a manifest that is in the store, and waits until the log has it. */
  public void announce(CheckpointManifest manifest, StopSignal shutdown) {
    CheckpointWritten notice = notice(manifest);
    patience.until(
        "announce " + notice.checkpointId(),
        shutdown,
        () -> publisher.publishAndWait(manifest.runId(), notice));
  }

  /**
   * Publishes the notices that a run's manifests lack.
   *
   * @return the checkpoints announced
   */
  public List<CheckpointId> announceMissing(String runId, StopSignal shutdown) {
    int latest =
        patience.until(
            "read the notices of run " + runId,
            shutdown,
            () -> announced.latestEpoch(runId).orElse(-1));
    List<CheckpointId> missing =
        patience
            .until("list the checkpoints of run " + runId, shutdown, () -> checkpoints.list(runId))
            .stream()
            .filter(id -> id.epoch() > latest)
            .toList();
    for (CheckpointId id : missing) {
      announce(patience.until("load " + id, shutdown, () -> checkpoints.load(id)), shutdown);
    }
    return missing;
  }

  private static CheckpointWritten notice(CheckpointManifest manifest) {
    return new CheckpointWritten(
        manifest.id().toString(),
        manifest.runId(),
        manifest.position().epoch(),
        manifest.position().step(),
        manifest.id().manifestKey(),
        manifest.model(),
        manifest.network().preset(),
        manifest.network().classes(),
        manifest.losses().crossEntropy(),
        manifest.losses().smoothL1(),
        manifest.dataSet().hash());
  }
}
