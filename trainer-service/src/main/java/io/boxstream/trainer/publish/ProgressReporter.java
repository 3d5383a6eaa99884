package io.boxstream.trainer.publish;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.EventException;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.TrainingProgress;
import io.boxstream.trainer.run.StopSignal;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardOldestPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes progress on {@code training-progress} without blocking training: one report is in
 * flight, one is queued, and a newer one replaces it. While the broker is unavailable reports are
 * dropped; only the final report is retried.
 */
public final class ProgressReporter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);

  private final EventPublisher publisher;
  private final RetryPolicy retryPolicy;
  private final int everySteps;
  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private final ThreadPoolExecutor executor;
  private long reportedAt;
  private long reportedStep = -1;

  /**
   * @param everySteps reports after this many steps
   * @param interval and at the latest after this long, at the end of a step
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public ProgressReporter(
      EventPublisher publisher,
      RetryPolicy retryPolicy,
      int everySteps,
      Duration interval,
      LongSupplier nanoTime) {
    this.publisher = requireNonNull(publisher, "publisher");
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
    this.everySteps = everySteps;
    this.intervalNanos = interval.toNanos();
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    this.executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            task -> {
              Thread thread = new Thread(task, "training-progress");
              thread.setDaemon(true);
              return thread;
            },
            new DiscardOldestPolicy());
  }

  /** Reports where a run stands if it is time to. Called by one thread. */
  public void report(TrainingProgress progress) {
    long now = nanoTime.getAsLong();
    boolean due =
        reportedStep < 0
            || progress.step() < reportedStep
            || progress.step() - reportedStep >= everySteps
            || now - reportedAt >= intervalNanos;
    if (due) {
      reportedStep = progress.step();
      reportedAt = now;
      executor.execute(() -> publish(progress));
    }
  }

  /**
   * Reports how a run ended, and returns when the log has it.
   *
   * @throws StopRequestedException if the trainer shuts down before
   */
  public void reportFinal(TrainingProgress progress, StopSignal shutdown) {
    reportedStep = -1;
    Runnable insist =
        () ->
            retryPolicy.until(
                "publish the end of run " + progress.runId(),
                shutdown,
                () -> publisher.publishAndWait(progress.runId(), progress));
    // On the same thread as the reports before it, so that it is the last one on the log.
    Failures.rethrow(CompletableFuture.runAsync(insist, executor));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void publish(TrainingProgress progress) {
    try {
      publisher.publishAndWait(progress.runId(), progress);
    } catch (EventException | KafkaException failure) {
      LOG.debug("Progress of step {} was not published: {}", progress.step(), failure.getMessage());
    }
  }
}
