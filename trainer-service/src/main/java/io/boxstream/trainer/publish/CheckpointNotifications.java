package io.boxstream.trainer.publish;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.Checkpoints;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.EventPublisher;
import io.boxstream.trainer.run.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The notifications on {@code checkpoints}: one per manifest, in the order of the epochs, at least
 * once.
 *
 * <p>A crash between a manifest and its notification leaves the notification missing. Because the
 * notifications of a run go out in order, those missing are the ones after the latest that is on
 * the log, whatever compaction removed before it.
 */
public final class CheckpointNotifications {

  private final Checkpoints checkpoints;
  private final EventPublisher publisher;
  private final AnnouncedCheckpoints announced;
  private final RetryPolicy retryPolicy;

  public CheckpointNotifications(
      ObjectStore store,
      EventPublisher publisher,
      AnnouncedCheckpoints announced,
      RetryPolicy retryPolicy) {
    this.checkpoints = new Checkpoints(store);
    this.publisher = requireNonNull(publisher, "publisher");
    this.announced = requireNonNull(announced, "announced");
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
  }

  /** What is on the log already. */
  @FunctionalInterface
  public interface AnnouncedCheckpoints {
    /** The highest epoch that has a notification on the log, by run. */
    Map<String, Integer> latestEpochs();
  }

  /**
   * Publishes the notification of a manifest that is in the store, and waits until the log has it.
   */
  public void announce(CheckpointManifest manifest, StopSignal shutdown) {
    CheckpointWritten notification = notification(manifest);
    retryPolicy.until(
        "announce " + notification.checkpointId(),
        shutdown,
        () -> publisher.publishAndWait(manifest.runId(), notification));
  }

  /**
   * Publishes the notifications that the manifests of runs lack.
   *
   * @return the checkpoints announced
   */
  public List<CheckpointId> announceMissing(List<String> runIds, StopSignal shutdown) {
    Map<String, Integer> latest =
        retryPolicy.until("read the notifications", shutdown, announced::latestEpochs);
    List<CheckpointId> missing = new ArrayList<>();
    for (String runId : runIds) {
      missing.addAll(announceAfter(latest.getOrDefault(runId, -1), runId, shutdown));
    }
    return missing;
  }

  private List<CheckpointId> announceAfter(int latest, String runId, StopSignal shutdown) {
    List<CheckpointId> missing =
        retryPolicy
            .until("list the checkpoints of run " + runId, shutdown, () -> checkpoints.list(runId))
            .stream()
            .filter(id -> id.epoch() > latest)
            .toList();
    for (CheckpointId id : missing) {
      announce(retryPolicy.until("load " + id, shutdown, () -> checkpoints.load(id)), shutdown);
    }
    return missing;
  }

  private static CheckpointWritten notification(CheckpointManifest manifest) {
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
