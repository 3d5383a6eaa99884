package io.boxstream.console.live;

import io.boxstream.events.TrainingProgress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The course of the latest training runs, from {@code training-progress}. Bounded: at most {@link
 * #MOST_RUNS} runs, those that reported last, and a bounded number of points of each. Thread-safe.
 */
public final class RunProgressView {
  static final int MOST_RUNS = 64;

  private final Map<String, RunSeries> runs =
      new LinkedHashMap<>(MOST_RUNS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RunSeries> eldest) {
          return size() > MOST_RUNS;
        }
      };

  /** Takes a report. */
  public synchronized void add(TrainingProgress progress, long atMillis) {
    runs.computeIfAbsent(progress.runId(), RunSeries::new).add(progress, atMillis);
  }

  /** The course of a run; empty if it has not reported, or too long ago. */
  public synchronized Optional<RunProgress> find(String run) {
    return Optional.ofNullable(runs.get(run)).map(RunSeries::view);
  }
}
