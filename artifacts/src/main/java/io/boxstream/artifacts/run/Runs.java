package io.boxstream.artifacts.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.document.ArtifactJson;
import io.boxstream.artifacts.document.Documents;
import io.boxstream.artifacts.store.ConflictingArtifactException;
import io.boxstream.artifacts.store.ObjectKeys;
import io.boxstream.artifacts.store.ObjectStore;
import java.util.List;
import java.util.Optional;

/** Runs in the store: {@code runs/<run>/run.json} and {@code runs/<run>/outcome.json}. */
public final class Runs {
  private static final ArtifactJson<RunRecord> RUN = new ArtifactJson<>("run", 1, RunRecord.class);
  private static final ArtifactJson<RunOutcome> OUTCOME =
      new ArtifactJson<>("run-outcome", 1, RunOutcome.class);

  private final ObjectStore store;
  private final Documents<RunRecord> runs;
  private final Documents<RunOutcome> outcomes;

  public Runs(ObjectStore store) {
    this.store = requireNonNull(store, "store");
    this.runs = new Documents<>(store, RUN);
    this.outcomes = new Documents<>(store, OUTCOME);
  }

  /**
   * Writes the record of a run. Idempotent.
   *
   * @throws ConflictingArtifactException if another run already has this id
   */
  public void create(RunRecord run) {
    if (runs.create(runKey(run.runId()), run) == Documents.Outcome.DIFFERENT) {
      throw new ConflictingArtifactException("run " + run.runId() + " exists already");
    }
  }

  /** Reads the record of a run. */
  public RunRecord load(String runId) {
    return runs.load(runKey(runId));
  }

  /** Reads the record of a run if it exists. */
  public Optional<RunRecord> find(String runId) {
    return runs.find(runKey(runId));
  }

  /** The ids of all runs, sorted. */
  public List<String> list() {
    return store.folders("runs/");
  }

  /**
   * Writes the outcome of a run unless it already has one.
   *
   * @return the outcome in the store: the given one, or the earlier one
   */
  public RunOutcome finish(RunOutcome outcome) {
    String key = outcomeKey(outcome.runId());
    return outcomes.create(key, outcome) == Documents.Outcome.DIFFERENT
        ? outcomes.load(key)
        : outcome;
  }

  /** The outcome of a run; empty while it is running. */
  public Optional<RunOutcome> outcome(String runId) {
    return outcomes.find(outcomeKey(runId));
  }

  private static String runKey(String runId) {
    return "runs/" + ObjectKeys.requireSegment(runId, "runId") + "/run.json";
  }

  private static String outcomeKey(String runId) {
    return "runs/" + ObjectKeys.requireSegment(runId, "runId") + "/outcome.json";
  }
}
