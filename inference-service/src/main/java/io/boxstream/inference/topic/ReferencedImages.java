package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.PoisonRecordException;
import io.boxstream.inference.reference.ImageReferences;
import io.boxstream.inference.reference.ReferenceRefusedException;
import io.boxstream.inference.reference.ReferenceUnavailableException;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.RequestPipeline;
import io.boxstream.inference.serve.RequestPipeline.Admitted;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Detects in images that requests refer to. Each of a few threads holds one image from its first
 * byte to its answer, which bounds the memory of images that no record holds.
 */
public final class ReferencedImages implements AutoCloseable {
  private static final int THREADS = 4;

  private final ImageReferences references;
  private final Patience patience;
  private final ExecutorService threads;

  /**
   * @param patience how long a request waits for a store or a server that does not answer
   */
  public ReferencedImages(ImageReferences references, Duration patience, Clock clock) {
    this.references = requireNonNull(references, "references");
    this.patience = new Patience(patience, clock);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "references-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Detects in the image of a request.
   *
   * @param model what the image is given to
   * @return fails as {@link RequestPipeline#detect}, with {@link PoisonRecordException} if the
   *     image cannot be read, and with {@link ReferenceUnavailableException} if it may be read
   *     later
   */
  CompletableFuture<Answer> detect(DetectionRequest request, String reference, Admitted model) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    try {
      threads.execute(() -> detect(request, reference, model, answer));
    } catch (RejectedExecutionException closed) {
      answer.completeExceptionally(closed);
    }
    return answer;
  }

  private void detect(
      DetectionRequest request,
      String reference,
      Admitted model,
      CompletableFuture<Answer> answer) {
    try {
      byte[] image = read(request, reference);
      answer.complete(model.detect(request.image(image), request.origin()).get());
    } catch (ExecutionException e) {
      answer.completeExceptionally(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.completeExceptionally(e);
    } catch (RuntimeException | OutOfMemoryError e) {
      answer.completeExceptionally(e);
    }
  }

  private byte[] read(DetectionRequest request, String reference) {
    try {
      byte[] image = references.read(reference);
      patience.forget(request.source());
      return image;
    } catch (ReferenceRefusedException e) {
      throw new PoisonRecordException(RequestHeaders.IMAGE_REFERENCE, e.getMessage(), e);
    } catch (ReferenceUnavailableException e) {
      if (patience.isOver(request.source())) {
        throw new PoisonRecordException(
            RequestHeaders.IMAGE_REFERENCE, "given up after some time: " + e.getMessage(), e);
      }
      throw e;
    }
  }

  /** Gives up what is being read. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
