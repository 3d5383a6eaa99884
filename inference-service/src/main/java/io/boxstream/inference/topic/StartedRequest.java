package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import io.boxstream.inference.serve.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A request under way: its answer is being computed, then on its way to the log, then there. Used
 * by one thread.
 */
final class StartedRequest {
  private final ConsumerRecord<byte[], byte[]> record;
  private final Optional<DetectionRequest> request;
  private final CompletableFuture<Answer> answer;
  private Optional<CompletableFuture<RecordMetadata>> sent = Optional.empty();
  private boolean done;

  /**
   * @param request empty if its headers cannot be fulfilled
   */
  StartedRequest(
      ConsumerRecord<byte[], byte[]> record,
      Optional<DetectionRequest> request,
      CompletableFuture<Answer> answer) {
    this.record = requireNonNull(record, "record");
    this.request = requireNonNull(request, "request");
    this.answer = requireNonNull(answer, "answer");
  }

  ConsumerRecord<byte[], byte[]> record() {
    return record;
  }

  Optional<DetectionRequest> request() {
    return request;
  }

  /** What is found; fails if nothing can be. */
  CompletableFuture<Answer> answer() {
    return answer;
  }

  /** The answer's way to the log; empty before it is sent. */
  Optional<CompletableFuture<RecordMetadata>> sent() {
    return sent;
  }

  /** The answer is on its way. */
  void send(CompletableFuture<RecordMetadata> result) {
    sent = Optional.of(result);
  }

  /** The answer is not on the log: it has to be sent again. */
  void forgetSent() {
    sent = Optional.empty();
    done = false;
  }

  /** Nothing is left to do. */
  void finish() {
    done = true;
  }

  boolean isDone() {
    return done;
  }

  /** Whether something is left to do, and what it waits for has come. */
  boolean canGoOn() {
    return !done && sent.map(CompletableFuture::isDone).orElseGet(answer::isDone);
  }
}
