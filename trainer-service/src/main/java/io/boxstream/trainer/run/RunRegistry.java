package io.boxstream.trainer.run;

import io.boxstream.events.RunState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;

/**
 * The status of every run that has not ended, and of the latest that have. Safe for several
 * threads.
 */
public final class RunRegistry {

  /** A process that lives for years must not remember each of its runs. */
  static final int MOST_ENDED = 200;

  private final ConcurrentMap<String, RunStatus> runs = new ConcurrentHashMap<>();

  /** Adds a run, or replaces its status. */
  public void put(RunStatus run) {
    runs.put(run.id(), run);
    forgetOldest(run);
  }

  /**
   * Changes what is known about a run.
   *
   * @throws IllegalArgumentException if there is no such run
   */
  public RunStatus change(String id, UnaryOperator<RunStatus> change) {
    RunStatus changed = runs.computeIfPresent(id, (key, run) -> change.apply(run));
    if (changed == null) {
      throw new IllegalArgumentException("no run " + id);
    }
    forgetOldest(changed);
    return changed;
  }

  /** A run by its id. */
  public Optional<RunStatus> find(String id) {
    return Optional.ofNullable(runs.get(id));
  }

  /** All runs, the latest first. */
  public List<RunStatus> list() {
    return runs.values().stream()
        .sorted(
            Comparator.comparing(RunStatus::requestedAt).thenComparing(RunStatus::id).reversed())
        .toList();
  }

  private void forgetOldest(RunStatus changed) {
    if (changed.state().isFinal()) {
      list().stream()
          .filter(run -> run.state().isFinal())
          .skip(MOST_ENDED)
          .forEach(run -> runs.remove(run.id()));
    }
  }

  /** How many runs are in a state. */
  public long count(RunState state) {
    return runs.values().stream().filter(run -> run.state() == state).count();
  }
}
