package io.boxstream.evaluator;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.evaluator.rollout.ProgressView;
import io.boxstream.evaluator.rollout.RolloutKeeper;
import io.boxstream.evaluator.rollout.RolloutMetrics;
import io.boxstream.evaluator.rollout.RolloutService;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.events.consume.TopicFollower;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** The parts that watch rollouts: the topic of progress, the thread that ends them, requests. */
final class RolloutWatch implements AutoCloseable {
  private static final String NAME = "boxstream-evaluator-rollout-progress";
  private static final int MAX_POLL_RECORDS = 500;
  private static final Duration CATCH_UP = Duration.ofMinutes(1);

  private final TopicFollower follower;
  private final RolloutKeeper keeper;
  private final RolloutService service;

  private RolloutWatch(TopicFollower follower, RolloutKeeper keeper, RolloutService service) {
    this.follower = follower;
    this.keeper = keeper;
    this.service = service;
  }

  /**
   * Clients of the store.
   *
   * @param patient for the thread that watches
   * @param failFast for requests
   */
  record Stores(Artifacts patient, Artifacts failFast) {
    Stores {
      requireNonNull(patient, "patient");
      requireNonNull(failFast, "failFast");
    }
  }

  /** A watch with a consumer of its own; not started yet. */
  static RolloutWatch connect(
      KafkaSettings kafka,
      Stores stores,
      EventPublisher publisher,
      Consumer<Promotion> promoted,
      RolloutMetrics metrics,
      Clock clock) {
    ProgressView view = new ProgressView(EventCodec.forService("evaluator"));
    TopicFollower follower =
        TopicFollower.fromBeginning(
            ConsumerLoopSettings.named(NAME),
            () -> KafkaClients.assignedConsumer(kafka, NAME, MAX_POLL_RECORDS),
            Topics.ROLLOUT_PROGRESS,
            view,
            new DeadLetters(publisher, clock));
    RolloutKeeper keeper =
        new RolloutKeeper(
            stores.patient(),
            publisher,
            view::of,
            () -> follower.awaitCaughtUp(CATCH_UP),
            promoted,
            metrics,
            clock);
    return new RolloutWatch(
        follower,
        keeper,
        new RolloutService(stores.failFast(), view::of, metrics, keeper::changed, clock));
  }

  /** Starts to read what is counted. */
  void follow() {
    follower.start();
  }

  /** Starts to watch. */
  void start() {
    keeper.start();
  }

  RolloutService service() {
    return service;
  }

  ConsumerLoop.Status progress() {
    return follower.status();
  }

  @Override
  public void close() {
    keeper.close();
    follower.close();
  }
}
