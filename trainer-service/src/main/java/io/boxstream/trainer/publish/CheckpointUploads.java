package io.boxstream.trainer.publish;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.trainer.run.StopSignal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Publishes a run's checkpoints in the background, in order, during training. At most two are
 * pending on the local disk; then training blocks. Used by the training thread; closing does not
 * wait for pending uploads.
 */
public final class CheckpointUploads implements AutoCloseable {

  private static final int MAX_PENDING = 2;
  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

  private final Function<TrainedCheckpoint, CheckpointManifest> publication;
  private final Consumer<CheckpointManifest> published;
  private final Consumer<String> detail;
  private final StopSignal shutdown;
  private final Semaphore slots = new Semaphore(MAX_PENDING);
  private final ExecutorService executor;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /**
   * @param publication publishes one checkpoint, for as long as that takes
   * @param published called with each published checkpoint, on the uploading thread
   * @param detail called with a message when training waits, and with an empty string when it
   *     resumes
   * @param shutdown gives up waiting when it is raised
   */
  public CheckpointUploads(
      Function<TrainedCheckpoint, CheckpointManifest> publication,
      Consumer<CheckpointManifest> published,
      Consumer<String> detail,
      StopSignal shutdown) {
    this.publication = requireNonNull(publication, "publication");
    this.published = requireNonNull(published, "published");
    this.detail = requireNonNull(detail, "detail");
    this.shutdown = requireNonNull(shutdown, "shutdown");
    this.executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "checkpoint-uploads");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes a checkpoint over, its files included.
   *
   * @throws StopRequestedException if the trainer shuts down before there is room for it
   * @throws RuntimeException what made an earlier checkpoint impossible to publish
   */
  public void submit(TrainedCheckpoint checkpoint) {
    awaitSlot();
    // A failure of one checkpoint fails those after it: notifications stay in order.
    last = last.thenRunAsync(() -> upload(checkpoint), executor);
  }

  /**
   * Waits until every checkpoint taken over is published.
   *
   * @throws StopRequestedException if the trainer shuts down before
   * @throws RuntimeException what made a checkpoint impossible to publish
   */
  public void awaitAll() {
    while (!last.isDone()) {
      if (shutdown.await(POLL_INTERVAL)) {
        throw new StopRequestedException("publish every checkpoint");
      }
    }
    throwFailure();
  }

  @Override
  public void close() {
    executor.shutdown();
  }

  private void awaitSlot() {
    throwFailure();
    if (slots.tryAcquire()) {
      return;
    }
    detail.accept("waits for the object store and the broker to take the checkpoints before");
    try {
      while (!slots.tryAcquire(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        throwFailure();
        if (shutdown.isRaised()) {
          throw new StopRequestedException("publish a checkpoint");
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StopRequestedException("publish a checkpoint");
    }
    detail.accept("");
  }

  private void upload(TrainedCheckpoint checkpoint) {
    CheckpointManifest manifest = publication.apply(checkpoint);
    checkpoint.files().delete();
    published.accept(manifest);
    slots.release();
  }

  private void throwFailure() {
    if (last.isCompletedExceptionally()) {
      Failures.rethrow(last);
    }
  }
}
