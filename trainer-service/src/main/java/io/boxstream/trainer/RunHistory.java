package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.Checkpoints;
import io.boxstream.artifacts.run.RunOutcome;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.run.Runs;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.RunState;
import io.boxstream.trainer.run.CheckpointSummary;
import io.boxstream.trainer.run.EpochSchedule;
import io.boxstream.trainer.run.MeanLosses;
import io.boxstream.trainer.run.RunLimits;
import io.boxstream.trainer.run.RunProgress;
import io.boxstream.trainer.run.RunRegistry;
import io.boxstream.trainer.run.RunStatus;
import io.boxstream.trainer.run.TrainingPosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Loads earlier runs of one model from the store. Those of others are other trainers' own. */
final class RunHistory {

  private static final int LATEST = 20;

  private final Runs runs;
  private final Checkpoints checkpoints;
  private final RunRegistry registry;
  private final String model;

  RunHistory(ObjectStore store, RunRegistry registry, String model) {
    this.runs = new Runs(store);
    this.checkpoints = new Checkpoints(store);
    this.registry = requireNonNull(registry, "registry");
    this.model = requireNonNull(model, "model");
  }

  /**
   * Loads the latest runs into the registry.
   *
   * @return the same, the oldest first
   */
  List<Run> load() {
    List<Run> latest = latest();
    latest.forEach(run -> load(run.plan(), run.outcome()));
    return latest;
  }

  private List<Run> latest() {
    List<String> ids = runs.list();
    Deque<Run> latest = new ArrayDeque<>();
    for (int i = ids.size() - 1; i >= 0 && latest.size() < LATEST; i--) {
      // The outcome first: retention removes the record of a run before its outcome.
      Optional<RunOutcome> outcome = runs.outcome(ids.get(i));
      runs.find(ids.get(i))
          .filter(run -> run.model().equals(model))
          .ifPresent(run -> latest.addFirst(new Run(run, outcome)));
    }
    return List.copyOf(latest);
  }

  /** A run of the store; one without an outcome has not ended. */
  record Run(RunRecord plan, Optional<RunOutcome> outcome) {}

  private void load(RunRecord run, Optional<RunOutcome> outcome) {
    List<CheckpointManifest> manifests =
        checkpoints.list(run.runId()).stream()
            // Retention may remove a checkpoint after it was listed.
            .map(checkpoints::find)
            .flatMap(Optional::stream)
            .toList();
    RunStatus status = RunStatus.running(run).withProgress(progress(run, manifests, outcome));
    for (CheckpointManifest manifest : manifests) {
      status = status.withCheckpoint(summary(manifest));
    }
    if (outcome.isPresent()) {
      registry.put(status.transitionTo(state(outcome.get()), outcome.get().detail()));
      return;
    }
    registry.put(status);
  }

  /** A checkpoint in a few words. */
  static CheckpointSummary summary(CheckpointManifest manifest) {
    return new CheckpointSummary(
        manifest.id().toString(),
        manifest.position().epoch(),
        manifest.position().step(),
        new MeanLosses(manifest.losses().crossEntropy(), manifest.losses().smoothL1()));
  }

  private static RunProgress progress(
      RunRecord run, List<CheckpointManifest> manifests, Optional<RunOutcome> outcome) {
    Optional<CheckpointManifest> last =
        manifests.isEmpty() ? Optional.empty() : Optional.of(manifests.get(manifests.size() - 1));
    int epoch =
        outcome
            .map(RunOutcome::epoch)
            .or(() -> last.map(manifest -> manifest.position().epoch()))
            .orElse(0);
    long step =
        outcome
            .map(RunOutcome::step)
            .or(() -> last.map(manifest -> manifest.position().step()))
            .orElse(0L);
    return position(run, epoch, step, outcome.isPresent() ? Optional.empty() : last)
        .with(last.map(manifest -> summary(manifest).losses()));
  }

  /**
   * The position in the whole run. The length of a run with a time budget is known at its end, and
   * estimated from the speed so far before it.
   *
   * @param last the latest checkpoint of a run that has not ended
   */
  private static RunProgress position(
      RunRecord run, int epoch, long step, Optional<CheckpointManifest> last) {
    EpochSchedule schedule =
        new EpochSchedule(
            run.dataSet().train(), run.configuration().batch(), run.configuration().epochs());
    Optional<Duration> budget = RunLimits.of(run.configuration()).timeBudget();
    if (budget.isEmpty()) {
      return RunProgress.at(epoch, schedule.epochs(), step, schedule.totalSteps());
    }
    if (last.isEmpty()) {
      return RunProgress.at(epoch, epoch, step, step);
    }
    TrainingPosition position = TrainingPosition.of(last.get().position());
    double left = (double) budget.get().toMillis() / Math.max(1, position.elapsed().toMillis());
    long steps = Math.max(step, Math.round(step * left));
    int epochs = (int) Math.max(epoch, steps * schedule.batch() / schedule.images());
    return RunProgress.at(epoch, epochs, step, steps);
  }

  private static RunState state(RunOutcome outcome) {
    return switch (outcome.state()) {
      case COMPLETED -> RunState.COMPLETED;
      case STOPPED -> RunState.STOPPED;
      case FAILED -> RunState.FAILED;
    };
  }
}
