package io.boxstream.evaluator.notification;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.events.consume.RecordHandler;
import io.boxstream.events.consume.TopicFollower;
import java.time.Duration;

/** Reads the topics of notifications, and publishes the notifications that they lack. */
public final class NotificationReconciler implements AutoCloseable {
  private static final int MAX_POLL_RECORDS = 500;

  private final TopicFollower evaluations;
  private final TopicFollower promotions;
  private final MissingNotifications missing;

  private NotificationReconciler(
      TopicFollower evaluations, TopicFollower promotions, MissingNotifications missing) {
    this.evaluations = evaluations;
    this.promotions = promotions;
    this.missing = missing;
  }

  /** A reconciler with clients of its own; not started yet. */
  public static NotificationReconciler connect(
      KafkaSettings kafka,
      PublishedNotifications published,
      MissingNotifications missing,
      DeadLetters deadLetters) {
    requireNonNull(missing, "missing");
    return new NotificationReconciler(
        follower(kafka, Topics.EVALUATIONS, published::evaluation, deadLetters),
        follower(kafka, Topics.PROMOTIONS, published::promotion, deadLetters),
        missing);
  }

  /** Starts following. May be called once. */
  public void start() {
    evaluations.start();
    promotions.start();
  }

  /** How the topic of evaluations is read. */
  public ConsumerLoop.Status evaluations() {
    return evaluations.status();
  }

  /** How the topic of promotions is read. */
  public ConsumerLoop.Status promotions() {
    return promotions.status();
  }

  /**
   * Publishes notifications that are in the store but not on the log.
   *
   * @param longest how long to wait for the topics to be read
   * @return false if the time was not enough; then nothing is published
   */
  public boolean publishMissing(Duration longest) throws InterruptedException {
    if (!evaluations.awaitCaughtUp(longest) || !promotions.awaitCaughtUp(longest)) {
      return false;
    }
    missing.publish();
    return true;
  }

  @Override
  public void close() {
    evaluations.close();
    promotions.close();
  }

  private static TopicFollower follower(
      KafkaSettings kafka, String topic, RecordHandler handler, DeadLetters deadLetters) {
    String name = "boxstream-evaluator-" + topic;
    return TopicFollower.fromBeginning(
        ConsumerLoopSettings.named(name),
        () -> KafkaClients.assignedConsumer(kafka, name, MAX_POLL_RECORDS),
        topic,
        handler,
        deadLetters);
  }
}
