package io.boxstream.trainer.reproduction;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.trainer.run.StopSignal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Requests to train checkpoints again, and their results, since this process started. Safe for
 * several threads.
 */
public final class Reproductions {

  /** A process that lives for years must not remember each result. */
  static final int MOST_ENDED = 50;

  private final Predicate<CheckpointId> exists;
  private final Clock clock;
  private final Map<CheckpointId, Reproduction> latest = new LinkedHashMap<>();
  private final Map<CheckpointId, StopSignal> signals = new LinkedHashMap<>();

  /**
   * @param exists whether the store has a checkpoint
   */
  public Reproductions(Predicate<CheckpointId> exists, Clock clock) {
    this.exists = requireNonNull(exists, "exists");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Asks for a repetition. If the checkpoint is being repeated already, nothing changes.
   *
   * @throws UnknownReproductionException if there is no such checkpoint
   * @throws io.boxstream.artifacts.store.StoreUnavailableException if the store does not answer
   */
  public Reproduction request(CheckpointId checkpoint) {
    if (!exists.test(checkpoint)) {
      throw new UnknownReproductionException("there is no checkpoint " + checkpoint);
    }
    synchronized (this) {
      Reproduction known = latest.get(checkpoint);
      if (known != null && !known.state().isFinal()) {
        return known;
      }
      Reproduction queued = Reproduction.queued(checkpoint, clock.instant());
      latest.remove(checkpoint);
      latest.put(checkpoint, queued);
      signals.put(checkpoint, new StopSignal());
      forgetOldest();
      return queued;
    }
  }

  /**
   * The latest repetition of a checkpoint.
   *
   * @throws UnknownReproductionException if nobody asked for one since the trainer started
   */
  public synchronized Reproduction get(CheckpointId checkpoint) {
    Reproduction known = latest.get(checkpoint);
    if (known == null) {
      throw new UnknownReproductionException(
          "nobody has asked to reproduce %s since the trainer started".formatted(checkpoint));
    }
    return known;
  }

  /**
   * Asks a repetition to stop: at once while it waits, after its present step while it is trained.
   *
   * @throws UnknownReproductionException if nobody asked for it
   */
  public synchronized Reproduction stop(CheckpointId checkpoint) {
    Reproduction known = get(checkpoint);
    Optional.ofNullable(signals.get(checkpoint)).ifPresent(StopSignal::raise);
    return known.state() == ReproductionState.QUEUED
        ? change(checkpoint, queued -> queued.ended(ReproductionState.STOPPED, "stopped"))
        : known;
  }

  /** Asks all to stop. */
  public synchronized void stopAll() {
    signals.values().forEach(StopSignal::raise);
  }

  /** The checkpoint that has waited longest. */
  public synchronized Optional<CheckpointId> next() {
    return latest.entrySet().stream()
        .filter(entry -> entry.getValue().state() == ReproductionState.QUEUED)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The signal that stops a repetition that was asked for. */
  public synchronized StopSignal signal(CheckpointId checkpoint) {
    return signals.get(checkpoint);
  }

  /** Changes what is known about a repetition that was asked for. */
  public synchronized Reproduction change(
      CheckpointId checkpoint, UnaryOperator<Reproduction> change) {
    Reproduction changed = change.apply(get(checkpoint));
    latest.put(checkpoint, changed);
    if (changed.state().isFinal()) {
      signals.remove(checkpoint);
    }
    return changed;
  }

  private void forgetOldest() {
    List<CheckpointId> ended = new ArrayList<>();
    latest.forEach(
        (checkpoint, reproduction) -> {
          if (reproduction.state().isFinal()) {
            ended.add(checkpoint);
          }
        });
    ended.stream().limit(Math.max(0, ended.size() - MOST_ENDED)).forEach(latest::remove);
  }
}
