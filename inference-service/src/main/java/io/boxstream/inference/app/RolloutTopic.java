package io.boxstream.inference.app;

import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.RolloutChanged;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.events.consume.TopicFollower;
import io.boxstream.inference.topic.RolloutNotifications;
import java.time.Clock;
import java.util.function.Consumer;

/** The topic of rollouts, which every instance follows. */
final class RolloutTopic {
  private static final String CLIENT = "boxstream-inference-rollouts";
  private static final int RECORDS_PER_POLL = 100;

  private RolloutTopic() {}

  /**
   * A follower that is not started yet.
   *
   * @param model name of the model that serves here
   * @param rollouts told of each change, the newest last
   */
  static TopicFollower follower(
      KafkaSettings kafka,
      EventPublisher publisher,
      String model,
      Consumer<RolloutChanged> rollouts) {
    return TopicFollower.fromBeginning(
        ConsumerLoopSettings.named(Topics.ROLLOUTS),
        () -> KafkaClients.assignedConsumer(kafka, CLIENT, RECORDS_PER_POLL),
        Topics.ROLLOUTS,
        new RolloutNotifications(
            EventCodec.forService(InferenceApplication.SERVICE), model, rollouts),
        new DeadLetters(publisher, Clock.systemUTC()));
  }
}
