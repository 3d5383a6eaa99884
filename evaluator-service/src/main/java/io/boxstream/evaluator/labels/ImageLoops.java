package io.boxstream.evaluator.labels;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import java.time.Clock;
import java.util.List;

/** Reads the images of the log for a champion, in a consumer group of its generation. */
public final class ImageLoops {
  private static final String GROUP = "boxstream-evaluator-labels-";

  private final KafkaSettings kafka;
  private final EventPublisher publisher;
  private final LoggedImages images;
  private final EvaluationGate gate;
  private final LabelCheckMetrics metrics;
  private final int batch;

  /**
   * @param batch images that are detected on at once, and held in memory
   */
  public ImageLoops(
      KafkaSettings kafka,
      EventPublisher publisher,
      LoggedImages images,
      EvaluationGate gate,
      LabelCheckMetrics metrics,
      int batch) {
    this.kafka = requireNonNull(kafka, "kafka");
    this.publisher = requireNonNull(publisher, "publisher");
    this.images = requireNonNull(images, "images");
    this.gate = requireNonNull(gate, "gate");
    this.metrics = requireNonNull(metrics, "metrics");
    this.batch = batch;
  }

  /** A loop that is not started yet. */
  ConsumerLoop of(Champion champion) {
    Promotion promotion = champion.promotion();
    String group = GROUP + promotion.model() + "-" + promotion.generation();
    return ConsumerLoop.perBatch(
        ConsumerLoopSettings.named("label-check-" + promotion.generation()),
        () -> KafkaClients.groupConsumer(kafka, group, batch),
        List.of(Topics.ANNOTATED_IMAGES),
        new LabelComparer(
            champion, EventCodec.forService("evaluator"), images, publisher, gate, metrics),
        new DeadLetters(publisher, Clock.systemUTC()));
  }
}
