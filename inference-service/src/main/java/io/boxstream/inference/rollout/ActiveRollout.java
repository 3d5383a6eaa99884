package io.boxstream.inference.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.rollout.BudgetCheck;
import io.boxstream.artifacts.rollout.RolloutBudgets;
import io.boxstream.events.HardExample.Request;
import io.boxstream.events.RolloutChanged;
import io.boxstream.events.RolloutKind;
import io.boxstream.inference.model.LoadedModel;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.model.ModelIdentity;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A rollout that runs: its challenger, what waits to be compared, and what was counted.
 * Thread-safe.
 */
final class ActiveRollout implements AutoCloseable {
  /** Encoded images that wait; an image has some megabytes at most. */
  private static final int QUEUE = 8;

  private final RolloutChanged rollout;
  private final ModelHolder champion;
  private final ModelHolder challenger;
  private final RolloutTally tally;
  private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE);
  private volatile String withdrawn;

  ActiveRollout(RolloutChanged rollout, ModelHolder champion) {
    this.rollout = requireNonNull(rollout, "rollout");
    this.champion = requireNonNull(champion, "champion");
    this.challenger = new ModelHolder(champion.name());
    this.tally = new RolloutTally(rollout.latencyRatio());
  }

  RolloutChanged rollout() {
    return rollout;
  }

  /** The name of the rollout, as answers carry it. */
  String name() {
    return rollout.model() + "-" + rollout.number();
  }

  RolloutTally tally() {
    return tally;
  }

  ModelHolder challenger() {
    return challenger;
  }

  /** Why the challenger is not used any more; empty while it is. */
  Optional<String> withdrawn() {
    return Optional.ofNullable(withdrawn);
  }

  boolean isLoaded() {
    return challenger.identity().isPresent();
  }

  void install(LoadedModel model) {
    challenger.install(model);
  }

  /** Whether the challenger answers a request. */
  boolean answers(byte[] image, Request request) {
    return rollout.mode() == RolloutKind.CANARY && takes(image, request);
  }

  /** Keeps an answered request until it is compared, if it is in the share and there is room. */
  void offer(byte[] image, Request request) {
    if (takes(image, request) && !queue.offer(image)) {
      tally.dropped();
    }
  }

  /** The next image that is to be compared, waiting for one; empty after that time. */
  Optional<byte[]> next(Duration longest) throws InterruptedException {
    return Optional.ofNullable(queue.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Goes back to the champion if this instance has seen a budget broken. */
  void checkBudgets() {
    BudgetCheck.broken(
            new RolloutBudgets(
                rollout.latencyRatio(), rollout.disagreement(), Long.MAX_VALUE, Duration.ofDays(1)),
            tally.counts())
        .ifPresent(this::withdraw);
  }

  /** Goes back to the champion for the rest of the rollout. */
  void withdraw(String reason) {
    withdrawn = reason;
    queue.clear();
  }

  private boolean takes(byte[] image, Request request) {
    return withdrawn == null
        && isLoaded()
        && isOfThisChampion()
        && KeyShare.contains(rollout.rolloutId(), request.key(), image, rollout.share());
  }

  private boolean isOfThisChampion() {
    return champion
        .identity()
        .map(ModelIdentity::generation)
        .filter(generation -> generation == rollout.generation())
        .isPresent();
  }

  /** Closes the challenger when nobody uses it any more. */
  @Override
  public void close() {
    queue.clear();
    challenger.close();
  }
}
