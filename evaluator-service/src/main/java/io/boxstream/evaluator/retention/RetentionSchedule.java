package io.boxstream.evaluator.retention;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.retention.Retention;
import io.boxstream.artifacts.retention.RetentionReport;
import io.boxstream.evaluator.retention.RetentionStatus.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps on a thread of its own: when it is started, then at an interval, and on request. A sweep
 * that fails is logged and repeated at the next time.
 */
public final class RetentionSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionSchedule.class);

  private final Retention retention;
  private final Optional<Duration> interval;
  private final Consumer<RetentionReport> observer;
  private final Clock clock;
  private final Semaphore requests = new Semaphore(0);
  private final Thread thread;
  private volatile RetentionStatus status;

  /**
   * @param interval time between two scheduled sweeps; empty to sweep on request only
   * @param observer called with the report of each sweep, for meters
   */
  public RetentionSchedule(
      Retention retention,
      Optional<Duration> interval,
      Consumer<RetentionReport> observer,
      Clock clock) {
    this.retention = requireNonNull(retention, "retention");
    this.interval = requireNonNull(interval, "interval");
    this.observer = requireNonNull(observer, "observer");
    this.clock = requireNonNull(clock, "clock");
    this.status =
        new RetentionStatus(
            State.WAITING,
            interval.map(same -> clock.instant()),
            Optional.empty(),
            Optional.empty());
    this.thread = new Thread(this::run, "retention");
    thread.setDaemon(true);
  }

  /** Begins to sweep. May be called once, when the store is ready. */
  public void start() {
    thread.start();
  }

  /** What it does and found. */
  public RetentionStatus status() {
    return status;
  }

  /** Sweeps as soon as possible, outside the schedule. */
  public void sweepNow() {
    requests.release();
  }

  /** Says what a sweep would remove if every grace period had passed. Removes nothing. */
  public RetentionReport preview() {
    return retention.preview();
  }

  /** Ends between two calls to the store. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      if (interval.isEmpty()) {
        awaitRequest();
      }
      while (true) {
        sweep();
        awaitRequest();
      }
    } catch (InterruptedException e) {
      LOG.debug("Retention was interrupted");
    }
  }

  private void awaitRequest() throws InterruptedException {
    if (interval.isEmpty()) {
      requests.acquire();
    } else if (!requests.tryAcquire(interval.get().toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    requests.drainPermits();
  }

  private void sweep() throws InterruptedException {
    RetentionStatus before = status;
    status = new RetentionStatus(State.SWEEPING, before.next(), before.last(), before.failure());
    Optional<RetentionReport> report = Optional.empty();
    Optional<String> failure = Optional.empty();
    try {
      report = Optional.of(retention.sweep());
      observer.accept(report.get());
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      LOG.warn("A sweep of the object store failed and is repeated at the next time", e);
      failure = Optional.of(String.valueOf(e.getMessage()));
    }
    Optional<Instant> next = interval.map(clock.instant()::plus);
    status = new RetentionStatus(State.WAITING, next, report.or(before::last), failure);
  }
}
