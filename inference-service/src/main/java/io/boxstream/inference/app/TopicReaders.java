package io.boxstream.inference.app;

import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.events.consume.TopicFollower;
import io.boxstream.inference.model.ModelUpdater;
import io.boxstream.inference.serve.DetectionPipeline;
import io.boxstream.inference.serve.ServingMetrics;
import io.boxstream.inference.topic.PromotionNotifications;
import io.boxstream.inference.topic.RequestHandler;
import io.boxstream.meters.ServiceMetrics;
import java.time.Clock;
import java.util.List;

/**
 * The topics that are read: requests, from the first model on, and the notifications of promotions.
 */
final class TopicReaders implements AutoCloseable {
  static final List<String> WRITTEN = List.of(Topics.DETECTIONS);
  static final List<String> READ = List.of(Topics.DETECTION_REQUESTS, Topics.PROMOTIONS);

  private static final String SERVICE = "inference";
  private static final int NOTIFICATIONS_PER_POLL = 100;

  private final EventPublisher publisher;
  private final ConsumerLoop requests;
  private final TopicFollower notifications;

  private TopicReaders(
      EventPublisher publisher, ConsumerLoop requests, TopicFollower notifications) {
    this.publisher = publisher;
    this.requests = requests;
    this.notifications = notifications;
  }

  static TopicReaders start(
      KafkaSettings kafka,
      InferenceConfiguration configuration,
      DetectionPipeline pipeline,
      ServingMetrics metrics,
      ServiceMetrics service,
      ModelUpdater updater) {
    EventPublisher publisher = service.observed(KafkaEventPublisher.connect(kafka, SERVICE));
    EventCodec codec = EventCodec.forService(SERVICE);
    Clock clock = Clock.systemUTC();
    DeadLetters deadLetters = new DeadLetters(publisher, clock);
    InferenceConfiguration.Inference inference = configuration.inference();
    InferenceConfiguration.Requests settings = inference.requests();
    ConsumerLoop requests =
        ConsumerLoop.perBatch(
            ConsumerLoopSettings.named(Topics.DETECTION_REQUESTS),
            () -> KafkaClients.groupConsumer(kafka, settings.group(), settings.maxPollRecords()),
            List.of(Topics.DETECTION_REQUESTS),
            new RequestHandler(pipeline, publisher, codec, metrics, inference.threshold(), clock),
            deadLetters);
    TopicFollower notifications =
        TopicFollower.fromBeginning(
            ConsumerLoopSettings.named(Topics.PROMOTIONS),
            () ->
                KafkaClients.assignedConsumer(
                    kafka, "boxstream-inference-promotions", NOTIFICATIONS_PER_POLL),
            Topics.PROMOTIONS,
            new PromotionNotifications(codec, configuration.model(), updater::checkNow),
            deadLetters);
    requests.pause();
    requests.start();
    notifications.start();
    service.reading(Topics.DETECTION_REQUESTS, requests::status);
    service.reading(Topics.PROMOTIONS, notifications::status);
    return new TopicReaders(publisher, requests, notifications);
  }

  /** Starts to answer requests; before, they wait on the log. */
  void answer() {
    requests.resume();
  }

  ConsumerLoop.Status requests() {
    return requests.status();
  }

  ConsumerLoop.Status notifications() {
    return notifications.status();
  }

  /** Ends the batch under way and commits it. */
  @Override
  public void close() {
    notifications.close();
    requests.close();
    publisher.close();
  }
}
