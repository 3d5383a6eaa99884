package io.boxstream.inference.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.boxstream.events.DetectionResult;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.TraceContext;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.CanaryRouter;
import io.boxstream.inference.serve.DetectionResults;
import io.boxstream.inference.serve.ThresholdSelector;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends answers under the keys of their requests, with the requests' headers. */
public final class AnswerWriter {
  private final EventPublisher publisher;
  private final EventCodec codec;
  private final ThresholdSelector thresholds;
  private final Clock clock;

  /**
   * @param thresholds boxes with a lower score are left out of results
   */
  public AnswerWriter(
      EventPublisher publisher, EventCodec codec, ThresholdSelector thresholds, Clock clock) {
    this.publisher = requireNonNull(publisher, "publisher");
    this.codec = requireNonNull(codec, "codec");
    this.thresholds = requireNonNull(thresholds, "thresholds");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Sends an answer; the future completes as those of {@link EventPublisher}. */
  CompletableFuture<RecordMetadata> send(DetectionRequest request, Answer answer) {
    String key = request.key();
    DetectionResult result =
        DetectionResults.of(
            answer,
            key,
            Optional.of(request.source()),
            thresholds.of(answer.identity(), request.threshold()));
    ProducerRecord<byte[], byte[]> record =
        codec.toRecord(request.answerTopic(), request.record().key(), key, result, clock.instant());
    request.passed().forEach(record.headers()::add);
    record.headers().remove(CanaryRouter.RECORD_HEADER);
    answer
        .canary()
        .ifPresent(
            rollout -> record.headers().add(CanaryRouter.RECORD_HEADER, rollout.getBytes(UTF_8)));
    TraceContext.of(request.record().headers()).ifPresent(trace -> trace.write(record.headers()));
    return publisher.send(record);
  }
}
