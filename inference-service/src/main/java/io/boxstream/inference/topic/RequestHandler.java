package io.boxstream.inference.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.boxstream.events.CloudEventHeaders;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.DetectionResult.SourceRecord;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.HardExample.Request;
import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.Topics;
import io.boxstream.events.TraceContext;
import io.boxstream.events.consume.BatchHandler;
import io.boxstream.events.consume.Rejections;
import io.boxstream.images.NotAnImageException;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.Deadline;
import io.boxstream.inference.serve.DeadlineExceededException;
import io.boxstream.inference.serve.DetectionResults;
import io.boxstream.inference.serve.ImageFailedException;
import io.boxstream.inference.serve.RequestPipeline;
import io.boxstream.inference.serve.RequestSource;
import io.boxstream.inference.serve.ServedThresholds;
import io.boxstream.inference.serve.ServingMetrics;
import io.boxstream.inference.serve.Submission;
import io.boxstream.inference.serve.ThresholdSelector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Answers the images of one poll. All are under way together, so that the engine sees batches; the
 * results are on the log before this returns, so that no offset is committed without its answer. An
 * image that cannot be read is rejected, and its neighbours are answered.
 */
public final class RequestHandler implements BatchHandler {
  private final RequestPipeline pipeline;
  private final EventPublisher publisher;
  private final EventCodec codec;
  private final ServingMetrics metrics;
  private final ThresholdSelector thresholds;
  private final Clock clock;

  /**
   * Creates a handler.
   *
   * @param thresholds boxes with a lower score are left out of results
   */
  public RequestHandler(
      RequestPipeline pipeline,
      EventPublisher publisher,
      EventCodec codec,
      ServingMetrics metrics,
      ThresholdSelector thresholds,
      Clock clock) {
    this.pipeline = requireNonNull(pipeline, "pipeline");
    this.publisher = requireNonNull(publisher, "publisher");
    this.codec = requireNonNull(codec, "codec");
    this.metrics = requireNonNull(metrics, "metrics");
    this.thresholds = requireNonNull(thresholds, "thresholds");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public void handle(List<ConsumerRecord<byte[], byte[]>> records, Rejections rejections)
      throws Exception {
    List<Pending> requests = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      requests.add(new Pending(record, submit(record)));
    }
    List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>(requests.size());
    Optional<Exception> failure = Optional.empty();
    for (Pending request : requests) {
      try {
        sent.add(publish(request));
      } catch (DeadlineExceededException e) {
        // Nobody waits for it, and it has been counted.
        continue;
      } catch (UnreadableImageException e) {
        rejections.reject(request.record(), "decode", e);
      } catch (ImageFailedException e) {
        rejections.reject(request.record(), "detect", e);
      } catch (PoisonRecordException e) {
        rejections.reject(request.record(), e.stage(), e);
      } catch (RuntimeException e) {
        failure = Optional.of(e);
      }
    }
    for (CompletableFuture<RecordMetadata> result : sent) {
      await(result);
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private CompletableFuture<Answer> submit(ConsumerRecord<byte[], byte[]> record) {
    try {
      return detect(record);
    } catch (PoisonRecordException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Answer> detect(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null
        ? CompletableFuture.failedFuture(new NotAnImageException("the request has no value"))
        : pipeline.detect(
            new Submission(record.value(), RequestSource.TOPIC, timeLeft(record)),
            new Request(
                Instant.ofEpochMilli(Math.max(0, record.timestamp())),
                key(record),
                Optional.of(source(record))));
  }

  private CompletableFuture<RecordMetadata> publish(Pending request) throws InterruptedException {
    ConsumerRecord<byte[], byte[]> record = request.record();
    OptionalDouble requested = threshold(record);
    Answer answer = answer(request);
    String key = key(record);
    ServedThresholds served = thresholds.of(answer.identity(), requested);
    DetectionResult result = DetectionResults.of(answer, key, Optional.of(source(record)), served);
    ProducerRecord<byte[], byte[]> published =
        codec.toRecord(Topics.DETECTIONS, record.key(), key, result, clock.instant());
    TraceContext.of(record.headers()).ifPresent(trace -> trace.write(published.headers()));
    return publisher.send(published);
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), UTF_8);
  }

  private static SourceRecord source(ConsumerRecord<byte[], byte[]> record) {
    return new SourceRecord(record.topic(), record.partition(), record.offset());
  }

  private Answer answer(Pending request) throws InterruptedException {
    try {
      Answer answer = await(request.answer());
      metrics.answered(RequestSource.TOPIC, answer);
      return answer;
    } catch (RuntimeException e) {
      metrics.failed(RequestSource.TOPIC, e);
      throw e;
    }
  }

  private Optional<Duration> timeLeft(ConsumerRecord<byte[], byte[]> record) {
    try {
      return CloudEventHeaders.text(record.headers(), Deadline.HEADER)
          .map(text -> Deadline.timeLeft(text, clock.instant()));
    } catch (IllegalArgumentException e) {
      throw new PoisonRecordException("deadline", e.getMessage(), e);
    }
  }

  private static OptionalDouble threshold(ConsumerRecord<byte[], byte[]> record) {
    try {
      return CloudEventHeaders.text(record.headers(), ThresholdSelector.HEADER)
          .map(text -> OptionalDouble.of(ThresholdSelector.parse(text)))
          .orElseGet(OptionalDouble::empty);
    } catch (IllegalArgumentException e) {
      throw new PoisonRecordException("threshold", e.getMessage(), e);
    }
  }

  private static <T> T await(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private record Pending(ConsumerRecord<byte[], byte[]> record, CompletableFuture<Answer> answer) {}
}
