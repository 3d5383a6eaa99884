package io.boxstream.local.training;

import io.boxstream.events.EvaluationCompleted;
import io.boxstream.events.EventCodec;
import io.boxstream.events.MalformedEventException;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.Topics;
import io.boxstream.events.TrainingProgress;
import io.boxstream.local.progress.Progress;
import io.boxstream.local.progress.ProgressText;
import io.boxstream.local.progress.Stage;
import io.boxstream.local.service.TopicReader;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads {@code training-progress}, {@code evaluations} and {@code promotions}, shows each event,
 * and keeps what is needed to detect the end of a run.
 */
public final class TrainingEvents {

  private final TopicReader reader;
  private final Progress progress;
  private final EventCodec codec = EventCodec.forService("local");
  private final Map<String, EvaluationCompleted> evaluations = new HashMap<>();
  private final Map<String, ModelPromoted> promotions = new HashMap<>();
  private Optional<ModelPromoted> newest = Optional.empty();

  /**
   * Events of those topics.
   *
   * @param reader all three topics from their beginning
   */
  public TrainingEvents(TopicReader reader, Progress progress) {
    this.reader = Objects.requireNonNull(reader, "reader");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /** The topics that are read. */
  public static String[] topics() {
    return new String[] {Topics.TRAINING_PROGRESS, Topics.EVALUATIONS, Topics.PROMOTIONS};
  }

  /** Polls once, and waits for records up to a timeout. */
  public void poll(Duration longest) {
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(longest)) {
      if (record.value() != null) {
        take(record);
      }
    }
  }

  /** The evaluation of a checkpoint. */
  public Optional<EvaluationCompleted> evaluation(String checkpoint) {
    return Optional.ofNullable(evaluations.get(checkpoint));
  }

  /** The evaluation of those checkpoints with the highest score. */
  Optional<EvaluationCompleted> best(Collection<String> checkpoints) {
    return checkpoints.stream()
        .map(evaluations::get)
        .filter(Objects::nonNull)
        .max(Comparator.comparingDouble(evaluation -> evaluation.voc07().orElse(0.0)));
  }

  /** The promotion with the highest generation. */
  public Optional<ModelPromoted> newestPromotion() {
    return newest;
  }

  /** How many of those checkpoints were evaluated. */
  long countEvaluated(Collection<String> checkpoints) {
    return checkpoints.stream().filter(evaluations::containsKey).count();
  }

  /** Whether every one of those checkpoints that was to be promoted has been. */
  boolean allPromoted(Collection<String> checkpoints) {
    return checkpoints.stream()
        .filter(id -> evaluations.containsKey(id) && evaluations.get(id).decision().isPromotion())
        .allMatch(promotions::containsKey);
  }

  /** A record that cannot be read is ignored here; the services send it to a dead-letter topic. */
  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      switch (record.topic()) {
        case Topics.TRAINING_PROGRESS -> take(codec.fromRecord(record, TrainingProgress.class));
        case Topics.EVALUATIONS -> take(codec.fromRecord(record, EvaluationCompleted.class));
        case Topics.PROMOTIONS -> take(codec.fromRecord(record, ModelPromoted.class));
        default -> throw new IllegalStateException("not read: " + record.topic());
      }
    } catch (MalformedEventException e) {
      return;
    }
  }

  private void take(TrainingProgress event) {
    if (event.state().isFinal()) {
      progress.report(Stage.TRAIN, ProgressText.of(event));
      return;
    }
    progress.show(Stage.TRAIN, ProgressText.of(event));
  }

  private void take(EvaluationCompleted event) {
    evaluations.put(event.checkpointId(), event);
    progress.report(Stage.EVALUATE, ProgressText.of(event));
  }

  private void take(ModelPromoted event) {
    promotions.put(event.checkpointId(), event);
    if (newest.isEmpty() || event.generation() > newest.get().generation()) {
      newest = Optional.of(event);
    }
    progress.report(Stage.PROMOTE, ProgressText.of(event));
  }
}
