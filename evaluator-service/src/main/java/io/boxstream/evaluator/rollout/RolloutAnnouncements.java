package io.boxstream.evaluator.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.rollout.Rollout;
import io.boxstream.artifacts.rollout.RolloutEnd;
import io.boxstream.artifacts.rollout.RolloutMode;
import io.boxstream.artifacts.rollout.RolloutOutcome;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.RolloutChanged;
import io.boxstream.events.RolloutKind;
import io.boxstream.events.RolloutState;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Announces each model's latest rollout, once in each process and state. Thread-safe. */
final class RolloutAnnouncements {
  private final EventPublisher publisher;
  private final Map<String, RolloutChanged> announced = new ConcurrentHashMap<>();

  RolloutAnnouncements(EventPublisher publisher) {
    this.publisher = requireNonNull(publisher, "publisher");
  }

  /**
   * Announces a rollout unless that was done.
   *
   * @throws io.boxstream.events.EventException if the brokers do not acknowledge it
   */
  void announce(Rollout rollout, Optional<RolloutEnd> end) {
    RolloutChanged event = event(rollout, end);
    if (!event.equals(announced.get(rollout.model()))) {
      publisher.publishAndWait(rollout.model(), event);
      announced.put(rollout.model(), event);
    }
  }

  private static RolloutChanged event(Rollout rollout, Optional<RolloutEnd> end) {
    return new RolloutChanged(
        rollout.model(),
        rollout.number(),
        rollout.id(),
        rollout.checkpoint().toString(),
        rollout.generation(),
        kind(rollout.mode()),
        rollout.share(),
        rollout.budgets().latencyRatio(),
        rollout.budgets().disagreement(),
        end.map(ended -> state(ended.outcome())).orElse(RolloutState.RUNNING),
        end.map(RolloutEnd::reason).orElse(rollout.request().reason()),
        end.map(RolloutEnd::at).orElse(rollout.request().at()));
  }

  private static RolloutKind kind(RolloutMode mode) {
    return switch (mode) {
      case SHADOW -> RolloutKind.SHADOW;
      case CANARY -> RolloutKind.CANARY;
    };
  }

  private static RolloutState state(RolloutOutcome outcome) {
    return switch (outcome) {
      case PROMOTED -> RolloutState.PROMOTED;
      case COMPLETED -> RolloutState.COMPLETED;
      case ROLLED_BACK -> RolloutState.ROLLED_BACK;
      case EXPIRED -> RolloutState.EXPIRED;
      case SUPERSEDED -> RolloutState.SUPERSEDED;
      case STOPPED -> RolloutState.STOPPED;
    };
  }
}
