package io.boxstream.evaluator.notification;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.evaluator.decide.CheckpointEvaluator;
import io.boxstream.evaluator.decide.EvaluationOutcome;
import io.boxstream.evaluator.score.UnusableCheckpointException;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.EventCodec;
import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.consume.RecordHandler;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.MDC;

/**
 * Evaluates the checkpoint that a notification names. The notification's offset may be committed
 * when report, decision and promotion are in the store and their notifications are acknowledged.
 */
public final class CheckpointHandler implements RecordHandler {
  private static final String CHECKPOINT = "checkpoint";

  private final EventCodec codec;
  private final CheckpointEvaluator evaluator;
  private final NotificationPublisher notifications;
  private final Consumer<EvaluationOutcome> observer;
  private final Runnable unusable;

  /**
   * @param observer called with each evaluation, for meters
   * @param unusable called for each checkpoint that cannot be scored, for meters
   */
  public CheckpointHandler(
      EventCodec codec,
      CheckpointEvaluator evaluator,
      NotificationPublisher notifications,
      Consumer<EvaluationOutcome> observer,
      Runnable unusable) {
    this.codec = requireNonNull(codec, "codec");
    this.evaluator = requireNonNull(evaluator, "evaluator");
    this.notifications = requireNonNull(notifications, "notifications");
    this.observer = requireNonNull(observer, "observer");
    this.unusable = requireNonNull(unusable, "unusable");
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    if (record.value() == null) {
      // A tombstone only clears the topic; what was decided stays.
      return;
    }
    CheckpointId checkpoint = checkpoint(codec.fromRecord(record, CheckpointWritten.class));
    MDC.put(CHECKPOINT, checkpoint.toString());
    try {
      EvaluationOutcome evaluated = evaluator.evaluate(checkpoint);
      notifications.publish(evaluated);
      observer.accept(evaluated);
    } catch (UnusableCheckpointException e) {
      unusable.run();
      throw new PoisonRecordException("evaluate", e.getMessage(), e);
    } finally {
      MDC.remove(CHECKPOINT);
    }
  }

  private static CheckpointId checkpoint(CheckpointWritten event) {
    CheckpointId checkpoint;
    try {
      checkpoint = CheckpointId.parse(event.checkpointId());
    } catch (IllegalArgumentException e) {
      throw new PoisonRecordException("decode", e.getMessage(), e);
    }
    if (!checkpoint.manifestKey().equals(event.manifestKey())) {
      throw new PoisonRecordException(
          "decode", "the manifest of " + checkpoint + " is not under " + event.manifestKey(), null);
    }
    return checkpoint;
  }
}
