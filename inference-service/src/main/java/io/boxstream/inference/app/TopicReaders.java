package io.boxstream.inference.app;

import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.events.TransactionSettings;
import io.boxstream.events.TransactionalPublisher;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.events.consume.TopicFollower;
import io.boxstream.inference.serve.RequestPipeline;
import io.boxstream.inference.serve.ServingMetrics;
import io.boxstream.inference.serve.ThresholdSelector;
import io.boxstream.inference.topic.AnswerWriter;
import io.boxstream.inference.topic.Answering;
import io.boxstream.inference.topic.PromotionNotifications;
import io.boxstream.inference.topic.ReferencedImages;
import io.boxstream.inference.topic.ReplyTopics;
import io.boxstream.inference.topic.RequestHandler;
import io.boxstream.inference.topic.RequestReader;
import io.boxstream.meters.ServiceMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * The topics that are read: requests, from the first model on, and the notifications of promotions.
 */
final class TopicReaders implements AutoCloseable {
  static final List<String> WRITTEN =
      List.of(Topics.ROLLOUT_PROGRESS, Topics.DETECTIONS, Topics.HARD_EXAMPLES, Topics.DRIFT);
  static final List<String> READ =
      List.of(Topics.ROLLOUTS, Topics.DETECTION_REQUESTS, Topics.PROMOTIONS);

  private static final int NOTIFICATIONS_PER_POLL = 100;

  /** Those of {@code boxstream-inference}'s user begin with it. */
  private static final String TRANSACTIONAL_IDS = "boxstream-inference-";

  private static final EventCodec CODEC = EventCodec.forService(InferenceApplication.SERVICE);
  private static final Clock CLOCK = Clock.systemUTC();

  private final ConsumerLoop requests;
  private final TopicFollower notifications;
  private final Optional<TransactionalPublisher> owned;

  /** Is told the name of a model. */
  @FunctionalInterface
  interface NameListener extends java.util.function.Consumer<String> {}

  private TopicReaders(
      ConsumerLoop requests, TopicFollower notifications, Optional<TransactionalPublisher> owned) {
    this.requests = requests;
    this.notifications = notifications;
    this.owned = owned;
  }

  /**
   * @param publisher for dead letters, and for answers that need no transaction
   * @param promoted told of each promotion, with the name of its model
   */
  static TopicReaders connect(
      KafkaSettings kafka,
      InferenceConfiguration configuration,
      ServiceMetrics service,
      EventPublisher publisher,
      Serving serving,
      NameListener promoted) {
    InferenceConfiguration.Requests settings = configuration.inference().requests();
    Optional<TransactionalPublisher> transactions =
        switch (settings.delivery()) {
          case AT_LEAST_ONCE -> Optional.empty();
          case EXACTLY_ONCE ->
              Optional.of(
                  TransactionalPublisher.forService(
                      kafka, InferenceApplication.SERVICE, transactions(settings)));
        };
    Supplier<Consumer<byte[], byte[]>> consumers =
        () -> KafkaClients.groupConsumer(kafka, settings.group(), settings.maxPollRecords());
    ConsumerLoopSettings loop =
        ConsumerLoopSettings.named(Topics.DETECTION_REQUESTS).postponing(settings.maxPollRecords());
    ConsumerLoop requests =
        transactions
            .map(own -> exactlyOnce(loop, consumers, serving, own, service.observed(own)))
            .orElseGet(() -> atLeastOnce(loop, consumers, serving, publisher));
    TopicFollower notifications =
        TopicFollower.fromBeginning(
            ConsumerLoopSettings.named(Topics.PROMOTIONS),
            () ->
                KafkaClients.assignedConsumer(
                    kafka, "boxstream-inference-promotions", NOTIFICATIONS_PER_POLL),
            Topics.PROMOTIONS,
            new PromotionNotifications(CODEC, promoted),
            new DeadLetters(publisher, CLOCK));
    return new TopicReaders(requests, notifications, transactions);
  }

  private static ConsumerLoop atLeastOnce(
      ConsumerLoopSettings settings,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Serving serving,
      EventPublisher publisher) {
    return ConsumerLoop.perBatch(
        settings,
        consumers,
        List.of(Topics.DETECTION_REQUESTS),
        serving.handler(publisher, Answering.AS_THEY_COME),
        new DeadLetters(publisher, CLOCK));
  }

  private static ConsumerLoop exactlyOnce(
      ConsumerLoopSettings settings,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Serving serving,
      TransactionalPublisher transactions,
      EventPublisher observed) {
    return ConsumerLoop.exactlyOnce(
        settings,
        consumers,
        List.of(Topics.DETECTION_REQUESTS),
        serving.handler(observed, Answering.TOGETHER),
        transactions,
        new DeadLetters(observed, CLOCK));
  }

  private static TransactionSettings transactions(InferenceConfiguration.Requests settings) {
    Duration timeout = settings.transactionTimeout();
    return settings
        .transactionalId()
        .map(id -> new TransactionSettings(id, timeout))
        .orElseGet(() -> TransactionSettings.random(TRANSACTIONAL_IDS, timeout));
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
    owned.ifPresent(TransactionalPublisher::close);
  }

  /**
   * What answers requests.
   *
   * @param pipeline finds the boxes
   * @param topics that answers may go to
   * @param references reads images that are no values
   * @param thresholds choose those that are told
   */
  record Serving(
      RequestPipeline pipeline,
      ReplyTopics topics,
      ReferencedImages references,
      ServingMetrics metrics,
      ThresholdSelector thresholds) {
    private RequestHandler handler(EventPublisher publisher, Answering answering) {
      return new RequestHandler(
          pipeline,
          new RequestReader(topics, CLOCK),
          references,
          new AnswerWriter(publisher, CODEC, thresholds, CLOCK),
          metrics,
          answering);
    }
  }
}
