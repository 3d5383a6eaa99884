package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.NotAnImageException;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.RequestPipeline;
import io.boxstream.inference.serve.RequestPipeline.Admission;
import io.boxstream.inference.serve.RequestPipeline.Admitted;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Starts requests, and keeps those that are under way until they are delivered again. Used by one
 * thread.
 */
final class StartedRequests {
  private final RequestPipeline pipeline;
  private final RequestReader reader;
  private final ReferencedImages references;

  /** Has a permit for each thing that has come since the last look. */
  private final Semaphore news = new Semaphore(0);

  private Map<Place, StartedRequest> kept = Map.of();

  StartedRequests(RequestPipeline pipeline, RequestReader reader, ReferencedImages references) {
    this.pipeline = requireNonNull(pipeline, "pipeline");
    this.reader = requireNonNull(reader, "reader");
    this.references = requireNonNull(references, "references");
  }

  /** The request that a record is: one that was kept, or a new one that is under way now. */
  StartedRequest of(ConsumerRecord<byte[], byte[]> record) {
    StartedRequest one = kept.get(Place.of(record));
    return one == null ? start(record) : one;
  }

  /** Keeps these, which are delivered again, and forgets all others. */
  void keep(List<StartedRequest> requests) {
    Map<Place, StartedRequest> next = new HashMap<>();
    requests.forEach(one -> next.put(Place.of(one.record()), one));
    kept = next;
  }

  /** Tells {@link #awaitNews} when something that a request waits for has come. */
  <T> CompletableFuture<T> watched(CompletableFuture<T> awaited) {
    awaited.whenComplete((value, failure) -> news.release());
    return awaited;
  }

  /** Waits until something has come since the last call. */
  void awaitNews(Duration longest) throws InterruptedException {
    if (news.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
      news.drainPermits();
    }
  }

  private StartedRequest start(ConsumerRecord<byte[], byte[]> record) {
    Optional<DetectionRequest> read = Optional.empty();
    try {
      DetectionRequest request = reader.read(record);
      read = Optional.of(request);
      if (request.reference().isEmpty() && record.value() == null) {
        throw new NotAnImageException("the request has no value");
      }
      Admission admission = pipeline.admit(request.model(), request.timeLeft());
      return new StartedRequest(
          record, read, watched(admission.detect(model -> detect(request, model))));
    } catch (RuntimeException e) {
      return new StartedRequest(record, read, CompletableFuture.failedFuture(e));
    }
  }

  private CompletableFuture<Answer> detect(DetectionRequest request, Admitted model) {
    return request
        .reference()
        .map(reference -> references.detect(request, reference, model))
        .orElseGet(() -> model.detect(request.image(request.record().value()), request.origin()));
  }
}
