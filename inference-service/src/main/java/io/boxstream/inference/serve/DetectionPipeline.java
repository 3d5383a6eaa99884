package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.ContentHash;
import io.boxstream.images.RgbImage;
import io.boxstream.images.crash.CrashGuard;
import io.boxstream.inference.model.ModelHolder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects objects in encoded images. Some threads decode, others run the decoded images on the
 * engine in batches. A model that is swapped in serves from the next batch on. Callers bound how
 * many images they have under way; the pixels in between are bounded here.
 */
public final class DetectionPipeline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DetectionPipeline.class);

  private final ImageReader reader;
  private final CrashGuard guard;
  private final BatchSettings settings;
  private final ModelHolder models;
  private final LongSupplier nanoTime;
  private final ImageQueue queue;
  private final BatchRunner runner;
  private final ExecutorService decoders;
  private final List<Thread> runners;
  private volatile boolean stopping;

  private DetectionPipeline(
      ImageReader reader,
      CrashGuard guard,
      BatchSettings settings,
      ModelHolder models,
      ServingMetrics metrics,
      LongSupplier nanoTime) {
    this.reader = requireNonNull(reader, "reader");
    this.guard = requireNonNull(guard, "guard");
    this.settings = requireNonNull(settings, "settings");
    this.models = requireNonNull(models, "models");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    this.queue = new ImageQueue(settings.queueBytes());
    this.runner = new BatchRunner(models, requireNonNull(metrics, "metrics"), nanoTime);
    AtomicInteger number = new AtomicInteger();
    this.decoders =
        Executors.newFixedThreadPool(
            settings.decoders(), task -> new Thread(task, "decoder-" + number.incrementAndGet()));
    this.runners =
        IntStream.rangeClosed(1, settings.runners())
            .mapToObj(index -> new Thread(this::runBatches, "detection-batches-" + index))
            .toList();
  }

  /**
   * Creates the pipeline and starts its threads.
   *
   * @param reader decodes images; guards nothing
   * @param guard told of each image until the engine is through with it
   */
  public static DetectionPipeline start(
      ImageReader reader,
      CrashGuard guard,
      BatchSettings settings,
      ModelHolder models,
      ServingMetrics metrics,
      LongSupplier nanoTime) {
    DetectionPipeline pipeline =
        new DetectionPipeline(reader, guard, settings, models, metrics, nanoTime);
    metrics.queue(pipeline.queue::size);
    pipeline.runners.forEach(Thread::start);
    return pipeline;
  }

  /**
   * Detects in one image.
   *
   * @param bytes a file of one of the formats that {@code images} reads
   * @return the answer; fails with {@link io.boxstream.images.UnreadableImageException} or an
   *     {@link InferenceException}
   */
  public CompletableFuture<Answer> detect(byte[] bytes) {
    requireNonNull(bytes, "bytes");
    if (models.identity().isEmpty()) {
      return CompletableFuture.failedFuture(new NoModelException());
    }
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    long submitted = nanoTime.getAsLong();
    try {
      decoders.execute(() -> decode(bytes, submitted, answer));
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(refused());
    }
    return answer;
  }

  /** Whether no decoded image waits for the engine. */
  public boolean isIdle() {
    return queue.size() == 0;
  }

  /**
   * Ends with the batches that are in the engine. Images that wait are refused: those who wait for
   * their answers have been given time before this is called.
   */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    decoders.shutdown();
    while (!decoders.awaitTermination(1, TimeUnit.HOURS)) {
      // A decoder waits for the engine at most, which is still running.
    }
    queue.close();
    for (Thread runner : runners) {
      runner.join();
    }
  }

  private void decode(byte[] bytes, long submitted, CompletableFuture<Answer> answer) {
    if (stopping) {
      answer.completeExceptionally(refused());
      return;
    }
    try {
      CrashGuard.InHand held = guard.take(ContentHash.of(bytes));
      answer.whenComplete((found, failure) -> held.close());
      long started = nanoTime.getAsLong();
      RgbImage image = reader.read(bytes);
      QueuedImage decoded =
          new QueuedImage(image, submitted, nanoTime.getAsLong() - started, answer);
      if (!queue.put(decoded)) {
        answer.completeExceptionally(refused());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.completeExceptionally(e);
    } catch (RuntimeException | OutOfMemoryError e) {
      answer.completeExceptionally(e);
    }
  }

  private static OverloadedException refused() {
    return new OverloadedException("the service is stopping");
  }

  /** An error of the engine's libraries fails the images and not the thread. */
  private void run(List<QueuedImage> batch) {
    try {
      runner.run(batch);
    } catch (RuntimeException | Error e) {
      LOG.error("A batch of {} images failed", batch.size(), e);
      EngineFailedException failure = new EngineFailedException(e);
      batch.forEach(image -> image.fail(failure));
    }
  }

  private void runBatches() {
    try {
      List<QueuedImage> batch = queue.take(settings.maximum(), settings.linger());
      while (!batch.isEmpty()) {
        if (stopping) {
          batch.forEach(image -> image.fail(refused()));
        } else {
          run(batch);
        }
        batch = queue.take(settings.maximum(), settings.linger());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
