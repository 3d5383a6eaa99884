package io.boxstream.inference.topic;

import io.boxstream.inference.serve.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A request under way.
 *
 * @param request empty if its headers cannot be fulfilled
 * @param waitsForModel whether its model is still being loaded
 */
record StartedRequest(
    ConsumerRecord<byte[], byte[]> record,
    Optional<DetectionRequest> request,
    BooleanSupplier waitsForModel,
    CompletableFuture<Answer> answer) {

  /** A request that cannot be answered. */
  static StartedRequest failed(
      ConsumerRecord<byte[], byte[]> record,
      Optional<DetectionRequest> request,
      RuntimeException cause) {
    return new StartedRequest(record, request, () -> false, CompletableFuture.failedFuture(cause));
  }
}
