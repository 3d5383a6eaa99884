package io.boxstream.events.consume;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.TransactionalPublisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics and passes the records to a handler until it is closed.
 *
 * <p>One thread owns the consumer. The handler runs on another thread, one call at a time, so that
 * a slow handler does not lose its group membership. A record that can never be handled is sent to
 * the dead-letter topic, and the other records are processed as usual. Any other failure is retried
 * without limit, with backoff. A record that the handler postpones is delivered again with what is
 * read next, and nothing behind it in its partition is committed until then. Only offsets of
 * handled records are committed: at intervals, before a partition is revoked, and on close. No
 * failure of the broker or the handler ends the loop.
 *
 * <p>Thread-safe.
 */
public final class ConsumerLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);

  private final ConsumerLoopSettings settings;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final LogSource source;
  private final boolean singly;
  private final Worker worker;
  private final Clock clock;
  private final Retry opening;
  private final Retry handling;
  private final Thread thread;
  private volatile Optional<Consumer<byte[], byte[]>> current = Optional.empty();
  private volatile boolean paused;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile Status status;

  private ConsumerLoop(
      ConsumerLoopSettings settings,
      Supplier<Consumer<byte[], byte[]>> consumers,
      LogSource source,
      boolean singly,
      Worker worker,
      Clock clock) {
    this.settings = settings;
    this.consumers = requireNonNull(consumers, "consumers");
    this.source = requireNonNull(source, "source");
    this.singly = singly;
    this.worker = worker;
    this.clock = clock;
    this.opening = new Retry(settings.backoff(), clock, RandomGenerator.getDefault());
    this.handling = new Retry(settings.backoff(), clock, RandomGenerator.getDefault());
    this.thread = new Thread(this::run, settings.name());
    this.status = new Status(State.NEW, 0, 0, Optional.empty(), Traffic.none(), clock.instant());
  }

  /**
   * A loop in a consumer group that handles records one by one.
   *
   * @param consumers creates a consumer in a group with auto-commit disabled
   */
  public static ConsumerLoop perRecord(
      ConsumerLoopSettings settings,
      Supplier<Consumer<byte[], byte[]>> consumers,
      List<String> topics,
      RecordHandler handler,
      DeadLetters deadLetters) {
    requireNonNull(handler, "handler");
    return new ConsumerLoop(
        settings,
        consumers,
        new GroupSubscription(topics),
        true,
        new Worker(
            settings.name(),
            (records, rejections) -> handler.handle(records.get(0)),
            deadLetters,
            Delivery.atLeastOnce()),
        Clock.systemUTC());
  }

  /**
   * A loop in a consumer group that handles the records of a poll together, at most the consumer's
   * {@code max.poll.records}.
   *
   * @param consumers creates a consumer in a group with auto-commit disabled
   */
  public static ConsumerLoop perBatch(
      ConsumerLoopSettings settings,
      Supplier<Consumer<byte[], byte[]>> consumers,
      List<String> topics,
      BatchHandler handler,
      DeadLetters deadLetters) {
    return following(settings, consumers, new GroupSubscription(topics), handler, deadLetters);
  }

  /** A loop over the partitions of a source, which also stores the positions. */
  public static ConsumerLoop following(
      ConsumerLoopSettings settings,
      Supplier<Consumer<byte[], byte[]>> consumers,
      LogSource source,
      BatchHandler handler,
      DeadLetters deadLetters) {
    return new ConsumerLoop(
        settings,
        consumers,
        source,
        false,
        new Worker(
            settings.name(),
            requireNonNull(handler, "handler"),
            requireNonNull(deadLetters, "deadLetters"),
            Delivery.atLeastOnce()),
        Clock.systemUTC());
  }

  /**
   * A loop in a consumer group that handles the records of a poll together, in one transaction with
   * the offsets. What the handler and the dead letters write through the publisher appears to
   * readers of committed records once for each record, however often a process is killed, and in
   * the order of the records of a partition.
   *
   * @param consumers creates a consumer in a group with auto-commit disabled
   * @param publisher serves this loop only, which opens it; the caller closes it
   * @param deadLetters writes through the same publisher
   */
  public static ConsumerLoop exactlyOnce(
      ConsumerLoopSettings settings,
      Supplier<Consumer<byte[], byte[]>> consumers,
      List<String> topics,
      BatchHandler handler,
      TransactionalPublisher publisher,
      DeadLetters deadLetters) {
    return new ConsumerLoop(
        settings,
        consumers,
        new GroupSubscription(topics),
        false,
        new Worker(
            settings.name(),
            requireNonNull(handler, "handler"),
            requireNonNull(deadLetters, "deadLetters"),
            new ExactlyOnce(publisher)),
        Clock.systemUTC());
  }

  /** Starts reading. May be called once. */
  public void start() {
    thread.start();
  }

  /**
   * Starts no new work until {@link #resume}. Work in progress continues, and the consumer stays in
   * its group.
   */
  public void pause() {
    paused = true;
  }

  /** Resumes after {@link #pause}. */
  public void resume() {
    paused = false;
    current.ifPresent(Consumer::wakeup);
  }

  /** The status of the loop. */
  public Status status() {
    return status;
  }

  /**
   * Stops the loop: waits for work in progress up to the close timeout, commits the offsets of
   * handled records and leaves the group. Blocks until this is done.
   */
  @Override
  public void close() {
    stop.countDown();
    current.ifPresent(Consumer::wakeup);
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    worker.close();
  }

  private void run() {
    while (!isStopping()) {
      Optional<Throwable> failure = runSession();
      if (failure.isPresent()) {
        opening.failed();
        LOG.warn(
            "Reading {} failed {} times in a row, retrying",
            settings.name(),
            opening.failures(),
            failure.get());
        publish(State.RETRYING, 0, opening.failures(), failure, OptionalLong.empty(), 0);
        waitToOpen();
      }
    }
    publish(State.STOPPED, 0, 0, Optional.empty(), OptionalLong.empty(), 0);
  }

  /** Runs one consumer from its creation to its close. Returns the failure, if any. */
  private Optional<Throwable> runSession() {
    try {
      worker.delivery().open();
      Consumer<byte[], byte[]> consumer = consumers.get();
      ConsumerSession session =
          new ConsumerSession(consumer, settings, source, singly, worker, handling, clock);
      current = Optional.of(consumer);
      try {
        session.attach();
        turnUntilStopped(session);
      } finally {
        current = Optional.empty();
        session.close(this::isStopping);
      }
      return Optional.empty();
    } catch (InvalidOffsetException lost) {
      source.positionsLost(lost.partitions());
      return Optional.of(lost);
    } catch (RuntimeException | Error failure) {
      return Optional.of(failure);
    }
  }

  private void turnUntilStopped(ConsumerSession session) {
    while (!isStopping()) {
      try {
        session.turn(paused);
      } catch (WakeupException wakeup) {
        // The loop was paused, resumed or closed: the next turn reads the new state.
      }
      opening.succeeded();
      publish(
          stateOf(session),
          session.partitions(),
          handling.failures(),
          session.failure(),
          session.lag(),
          session.responses());
    }
  }

  private State stateOf(ConsumerSession session) {
    if (paused) {
      return State.PAUSED;
    }
    return session.failure().isPresent() ? State.RETRYING : State.RUNNING;
  }

  private boolean isStopping() {
    return stop.getCount() == 0;
  }

  private void waitToOpen() {
    try {
      Duration remaining = opening.remaining(settings.backoff().longest());
      stop.await(remaining.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(
      State state,
      int partitions,
      int failures,
      Optional<Throwable> failure,
      OptionalLong lag,
      long responses) {
    Traffic traffic =
        new Traffic(
            lag, worker.handled(), opening.allFailures() + handling.allFailures(), responses);
    status =
        new Status(
            state,
            partitions,
            failures,
            failure.map(ConsumerLoop::describe),
            traffic,
            clock.instant());
  }

  /** Kafka's exceptions of TLS and logins say little: the reason is in their innermost cause. */
  private static String describe(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost == failure ? failure.toString() : failure + " (" + innermost + ")";
  }

  /** The state of a loop. */
  public enum State {
    /** Not started. */
    NEW,
    /** Reading and handling. */
    RUNNING,
    /** Paused: starts no new work. */
    PAUSED,
    /** The latest attempt failed, either in the handler or in reading from the broker. */
    RETRYING,
    /** Closed. */
    STOPPED
  }

  /**
   * A snapshot of a loop's status.
   *
   * @param state the state of the loop
   * @param partitions the number of assigned partitions
   * @param failures consecutive failed attempts
   * @param failure the latest failure, while it is retrying
   * @param traffic the counts of processed records
   * @param at when the loop last completed a turn
   */
  public record Status(
      State state,
      int partitions,
      int failures,
      Optional<String> failure,
      Traffic traffic,
      Instant at) {
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

    /** Whether the loop still completes turns. If false, the process should be restarted. */
    public boolean isLive(Instant now) {
      return switch (state) {
        case NEW, STOPPED -> true;
        case RUNNING, PAUSED, RETRYING -> at.plus(LONGEST_TURN).isAfter(now);
      };
    }
  }

  /**
   * Counts of a loop.
   *
   * @param lag offsets between the last handled record and the end of the partitions, from the
   *     broker's latest responses; empty while unknown
   * @param handled records handled since the start, dead letters included
   * @param failures attempts that failed since the start, in the handler or in reading from the
   *     broker
   * @param responses responses that the current consumer has received from the broker; if the
   *     number does not increase, the broker is unreachable
   */
  public record Traffic(OptionalLong lag, long handled, long failures, long responses) {
    static Traffic none() {
      return new Traffic(OptionalLong.empty(), 0, 0, 0);
    }
  }
}
