package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.ContentHash;
import io.boxstream.images.RgbImage;
import io.boxstream.images.crash.CrashGuard;
import io.boxstream.inference.model.ModelHolder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects objects in encoded images. Some threads decode, others run the decoded images on the
 * engine in batches, each for one model. The sources of requests share both by their weights, and
 * the models that requests of a source are for share its part evenly. An image that nobody waits
 * for any more is not computed. A model that is swapped in serves from the next batch on. Callers
 * bound how many images they have under way; the pixels in between are bounded here.
 */
public final class DetectionPipeline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DetectionPipeline.class);

  private final ImageReader reader;
  private final CrashGuard guard;
  private final BatchSettings settings;
  private final LongSupplier nanoTime;
  private final FairQueue<ModelHolder, Encoded> encoded;
  private final ImageQueue decoded;
  private final BatchLimits limits;
  private final BatchRunner runner;
  private final List<Thread> decoders;
  private final List<Thread> runners;
  private volatile boolean stopping;

  private DetectionPipeline(
      ImageReader reader,
      CrashGuard guard,
      BatchSettings settings,
      ServingMetrics metrics,
      LongSupplier nanoTime) {
    this.reader = requireNonNull(reader, "reader");
    this.guard = requireNonNull(guard, "guard");
    this.settings = requireNonNull(settings, "settings");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    this.limits = new BatchLimits(settings, metrics);
    this.encoded = new FairQueue<>(settings.shares(), limits::cost);
    this.decoded = new ImageQueue(settings.queueImages(), settings.queueBytes());
    this.runner = new BatchRunner(metrics, nanoTime, limits);
    this.decoders = threads("decoder-", settings.decoders(), this::decodeImages);
    this.runners = threads("detection-batches-", settings.runners(), this::runBatches);
  }

  private static List<Thread> threads(String name, int number, Runnable work) {
    return IntStream.rangeClosed(1, number)
        .mapToObj(index -> new Thread(work, name + index))
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
      ServingMetrics metrics,
      LongSupplier nanoTime) {
    DetectionPipeline pipeline = new DetectionPipeline(reader, guard, settings, metrics, nanoTime);
    metrics.queue(pipeline.decoded::size);
    pipeline.decoders.forEach(Thread::start);
    pipeline.runners.forEach(Thread::start);
    return pipeline;
  }

  /**
   * Detects in one image.
   *
   * @return the answer; fails with {@link io.boxstream.images.UnreadableImageException} or an
   *     {@link InferenceException}
   */
  public CompletableFuture<Answer> detect(Submission submission) {
    requireNonNull(submission, "submission");
    ModelHolder model = submission.model();
    if (model.identity().isEmpty()) {
      return CompletableFuture.failedFuture(new NoModelException(model.name()));
    }
    long now = nanoTime.getAsLong();
    OptionalLong deadline =
        submission.timeLeft().isPresent()
            ? OptionalLong.of(now + submission.timeLeft().get().toNanos())
            : OptionalLong.empty();
    Ticket ticket = new Ticket(model, now, deadline, new CompletableFuture<>());
    if (!encoded.put(submission.source(), model, new Encoded(submission.bytes(), ticket))) {
      ticket.fail(new StoppingException());
    }
    return ticket.answer();
  }

  /** Whether no decoded image waits for the engine. */
  public boolean isIdle() {
    return decoded.size() == 0;
  }

  /** How long it takes to compute what waits now, by estimate; zero before the first batch. */
  public Duration backlog() {
    double nanos = encoded.sum(limits::nanosPerImage) + decoded.sum(limits::nanosPerImage);
    return Duration.ofNanos(Math.round(nanos / settings.runners()));
  }

  /**
   * Ends with the batches that are in the engine. Images that wait are refused: those who wait for
   * their answers have been given time before this is called.
   */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    encoded.close().forEach(image -> image.ticket().fail(new StoppingException()));
    for (Thread decoder : decoders) {
      // It waits for the engine at most, which is still running.
      decoder.join();
    }
    decoded.close();
    for (Thread thread : runners) {
      thread.join();
    }
  }

  private void decodeImages() {
    try {
      Optional<Encoded> next = encoded.take();
      while (next.isPresent()) {
        decode(next.get());
        next = encoded.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void decode(Encoded image) throws InterruptedException {
    Ticket ticket = image.ticket();
    try {
      long started = nanoTime.getAsLong();
      if (ticket.isExpired(started)) {
        ticket.fail(new DeadlineExceededException());
        return;
      }
      CrashGuard.InHand held = guard.take(ContentHash.of(image.bytes()));
      ticket.answer().whenComplete((found, failure) -> held.close());
      RgbImage pixels = reader.read(image.bytes());
      if (!decoded.put(new QueuedImage(pixels, nanoTime.getAsLong() - started, ticket))) {
        ticket.fail(new StoppingException());
      }
    } catch (InterruptedException e) {
      ticket.fail(e);
      throw e;
    } catch (RuntimeException | Error e) {
      // An error of a native decoder fails the image and not the thread.
      ticket.fail(e);
    }
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
      List<QueuedImage> batch = decoded.take(limits::images, settings.linger());
      while (!batch.isEmpty()) {
        if (stopping) {
          batch.forEach(image -> image.fail(new StoppingException()));
        } else {
          run(batch);
        }
        batch = decoded.take(limits::images, settings.linger());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An image that waits to be decoded. */
  private record Encoded(byte[] bytes, Ticket ticket) {}
}
