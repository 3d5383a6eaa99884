package io.boxstream.inference.app;

import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.events.consume.TopicFollower;
import io.boxstream.inference.serve.RequestPipeline;
import io.boxstream.inference.serve.ServingMetrics;
import io.boxstream.inference.serve.ThresholdSelector;
import io.boxstream.inference.topic.PromotionNotifications;
import io.boxstream.inference.topic.RequestHandler;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The topics that are read: requests, from the first model on, and the notifications of promotions.
 */
final class TopicReaders implements AutoCloseable {
  static final List<String> WRITTEN = List.of(Topics.DETECTIONS, Topics.HARD_EXAMPLES);
  static final List<String> READ = List.of(Topics.DETECTION_REQUESTS, Topics.PROMOTIONS);

  private static final int NOTIFICATIONS_PER_POLL = 100;

  private final ConsumerLoop requests;
  private final TopicFollower notifications;

  private TopicReaders(ConsumerLoop requests, TopicFollower notifications) {
    this.requests = requests;
    this.notifications = notifications;
  }

  static TopicReaders connect(
      KafkaSettings kafka,
      InferenceConfiguration configuration,
      EventPublisher publisher,
      RequestPipeline pipeline,
      ServingMetrics metrics,
      Runnable promoted) {
    EventCodec codec = EventCodec.forService(InferenceApplication.SERVICE);
    Clock clock = Clock.systemUTC();
    DeadLetters deadLetters = new DeadLetters(publisher, clock);
    InferenceConfiguration.Inference inference = configuration.inference();
    InferenceConfiguration.Requests settings = inference.requests();
    ConsumerLoop requests =
        ConsumerLoop.perBatch(
            ConsumerLoopSettings.named(Topics.DETECTION_REQUESTS),
            () -> KafkaClients.groupConsumer(kafka, settings.group(), settings.maxPollRecords()),
            List.of(Topics.DETECTION_REQUESTS),
            new RequestHandler(
                pipeline,
                publisher,
                codec,
                metrics,
                new ThresholdSelector(inference.threshold()),
                clock),
            deadLetters);
    TopicFollower notifications =
        TopicFollower.fromBeginning(
            ConsumerLoopSettings.named(Topics.PROMOTIONS),
            () ->
                KafkaClients.assignedConsumer(
                    kafka, "boxstream-inference-promotions", NOTIFICATIONS_PER_POLL),
            Topics.PROMOTIONS,
            new PromotionNotifications(codec, configuration.model(), promoted),
            deadLetters);
    return new TopicReaders(requests, notifications);
  }

  /** Starts to read; requests wait on the log until {@link #answer} is called. */
  void start() {
    requests.pause();
    requests.start();
    notifications.start();
  }

  /** Starts to answer requests. */
  void answer() {
    requests.resume();
  }

  /** The status of the loop that reads a topic, by topic. */
  Map<String, Supplier<ConsumerLoop.Status>> loops() {
    return Map.of(
        Topics.DETECTION_REQUESTS, requests::status, Topics.PROMOTIONS, notifications::status);
  }

  /** Ends the batch under way and commits it. */
  @Override
  public void close() {
    notifications.close();
    requests.close();
  }
}
