package io.boxstream.console.live;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.EvaluationCompleted;
import io.boxstream.events.EventCodec;
import io.boxstream.events.MalformedEventException;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.Topics;
import io.boxstream.events.TrainingProgress;
import io.boxstream.events.consume.BatchHandler;
import io.boxstream.events.consume.Rejections;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns records of the followed topics into the view of runs and into announcements. A record that
 * cannot be read is left out: the service that reads its topic sees to it.
 */
public final class TopicEvents implements BatchHandler {

  /** Read from the beginning. */
  public static final Set<String> FROM_BEGINNING = Set.of(Topics.TRAINING_PROGRESS);

  /** Read from the end: what is there already, pages ask the services for. */
  public static final Set<String> FROM_END =
      Set.of(
          Topics.CHECKPOINTS,
          Topics.EVALUATIONS,
          Topics.PROMOTIONS,
          Topics.REJECTED_IMAGES,
          Topics.HARD_EXAMPLES,
          Topics.LABEL_FINDINGS);

  private static final Logger LOG = LoggerFactory.getLogger(TopicEvents.class);

  private final Predicate<ConsumerRecord<byte[], byte[]>> isHistory;
  private final RunProgressView runs;
  private final Announcements announcements;
  private final ObjectMapper mapper;
  private final EventCodec codec = EventCodec.forService("console");

  /**
   * @param isHistory whether a record was there before reading began: browsers are not told of it
   */
  public TopicEvents(
      Predicate<ConsumerRecord<byte[], byte[]>> isHistory,
      RunProgressView runs,
      Announcements announcements,
      ObjectMapper mapper) {
    this.isHistory = requireNonNull(isHistory, "isHistory");
    this.runs = requireNonNull(runs, "runs");
    this.announcements = requireNonNull(announcements, "announcements");
    this.mapper = requireNonNull(mapper, "mapper");
  }

  @Override
  public void handle(List<ConsumerRecord<byte[], byte[]>> records, Rejections rejections) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        take(record);
      } catch (MalformedEventException e) {
        LOG.debug("A record of {} is left out", record.topic(), e);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    switch (record.topic()) {
      case Topics.TRAINING_PROGRESS -> takeProgress(record);
      case Topics.CHECKPOINTS -> announceCheckpoint(record);
      case Topics.EVALUATIONS -> announceEvaluation(record);
      case Topics.PROMOTIONS -> announcePromotion(record);
      case Topics.REJECTED_IMAGES -> announcements.announce(EventKind.REJECTION, about(record));
      case Topics.HARD_EXAMPLES -> announcements.announce(EventKind.HARD_EXAMPLE, about(record));
      case Topics.LABEL_FINDINGS -> announcements.announce(EventKind.FINDING, about(record));
      default -> throw new IllegalArgumentException("not followed: " + record.topic());
    }
  }

  private void takeProgress(ConsumerRecord<byte[], byte[]> record) {
    TrainingProgress progress = codec.fromRecord(record, TrainingProgress.class);
    runs.add(progress, record.timestamp());
    if (!isHistory.test(record)) {
      announcements.progress(progress.runId(), mapper.valueToTree(progress));
    }
  }

  private void announceCheckpoint(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    CheckpointWritten checkpoint = codec.fromRecord(record, CheckpointWritten.class);
    announcements.announce(
        EventKind.CHECKPOINT,
        about(record)
            .put("id", checkpoint.checkpointId())
            .put("run", checkpoint.runId())
            .put("epoch", checkpoint.epoch())
            .put("model", checkpoint.model()));
  }

  private void announceEvaluation(ConsumerRecord<byte[], byte[]> record) {
    ObjectNode about = about(record);
    if (record.value() != null) {
      EvaluationCompleted evaluation = codec.fromRecord(record, EvaluationCompleted.class);
      about
          .put("run", evaluation.runId())
          .put("epoch", evaluation.epoch())
          .set("decision", mapper.valueToTree(evaluation.decision()));
    }
    announcements.announce(EventKind.EVALUATION, about);
  }

  private void announcePromotion(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    ModelPromoted promotion = codec.fromRecord(record, ModelPromoted.class);
    announcements.announce(
        EventKind.PROMOTION,
        about(record)
            .put("id", promotion.checkpointId())
            .put("model", promotion.model())
            .put("generation", promotion.generation())
            .put("decidedBy", promotion.decidedBy())
            .put("reason", promotion.reason()));
  }

  /** What every announcement says: which one, when, and whether it is gone. */
  private ObjectNode about(ConsumerRecord<byte[], byte[]> record) {
    String key = EventCodec.key(record);
    ObjectNode about =
        mapper
            .createObjectNode()
            .put("key", key)
            .put("id", key)
            .put("at", Instant.ofEpochMilli(record.timestamp()).toString());
    if (record.value() == null) {
      about.put("removed", true);
    }
    return about;
  }
}
