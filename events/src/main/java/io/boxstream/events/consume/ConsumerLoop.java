package io.boxstream.events.consume;

import static java.util.Objects.requireNonNull;

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
 * Reads the log for a handler until it is closed.
 *
 * <p>One thread owns the consumer; the handler runs on another, one call at a time, so that work of
 * any length keeps its place in the group. A record that can never be handled becomes a dead letter
 * and its neighbours go on; any other failure is tried again for ever, with growing waits. Only
 * offsets of handled records are committed: at intervals, before a partition goes to another
 * member, and on close. No failure ends the loop: not of the broker, not of the handler.
 *
 * <p>Its methods may be called by any thread.
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
   * A loop for a member of a consumer group that handles record by record.
   *
   * @param consumers makes a consumer that is in a group and does not commit by itself
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
            settings.name(), (records, rejections) -> handler.handle(records.get(0)), deadLetters),
        Clock.systemUTC());
  }

  /**
   * A loop for a member of a consumer group that handles what was read together, at most the
   * consumer's {@code max.poll.records}.
   *
   * @param consumers makes a consumer that is in a group and does not commit by itself
   */
  public static ConsumerLoop perBatch(
      ConsumerLoopSettings settings,
      Supplier<Consumer<byte[], byte[]>> consumers,
      List<String> topics,
      BatchHandler handler,
      DeadLetters deadLetters) {
    return following(settings, consumers, new GroupSubscription(topics), handler, deadLetters);
  }

  /** A loop over any part of the log, with positions kept wherever the source keeps them. */
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
            requireNonNull(deadLetters, "deadLetters")),
        Clock.systemUTC());
  }

  /** Starts reading. May be called once. */
  public void start() {
    thread.start();
  }

  /** Starts no new work until {@link #resume}; work under way goes on, and so does membership. */
  public void pause() {
    paused = true;
  }

  /** Goes on after {@link #pause}. */
  public void resume() {
    paused = false;
    current.ifPresent(Consumer::wakeup);
  }

  /** What the loop is doing. */
  public Status status() {
    return status;
  }

  /**
   * Stops: waits for work under way for the time in the settings, commits what is handled and
   * leaves the group. Returns when that is done.
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
      Optional<Throwable> failure = live();
      if (failure.isPresent()) {
        opening.failed();
        LOG.warn(
            "Reading {} failed {} times in a row and is tried again",
            settings.name(),
            opening.failures(),
            failure.get());
        publish(State.RETRYING, 0, opening.failures(), failure, OptionalLong.empty(), 0);
        waitToOpen();
      }
    }
    publish(State.STOPPED, 0, 0, Optional.empty(), OptionalLong.empty(), 0);
  }

  /** One consumer from its making to its close; what it failed with, if it did. */
  private Optional<Throwable> live() {
    try {
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
        // Somebody changed what the next turn does.
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
            failure.map(Throwable::toString),
            traffic,
            clock.instant());
  }

  /** What a loop is doing. */
  public enum State {
    /** Not started. */
    NEW,
    /** Reading and handling. */
    RUNNING,
    /** Told to start no new work. */
    PAUSED,
    /** The newest try failed: of the handler, or of reaching the log. */
    RETRYING,
    /** Closed. */
    STOPPED
  }

  /**
   * A loop at one moment.
   *
   * @param state what it is doing
   * @param partitions how many partitions it has at present
   * @param failures tries in a row that failed
   * @param failure the newest failure, while it is retrying
   * @param traffic what has gone through it
   * @param at when the loop last came round
   */
  public record Status(
      State state,
      int partitions,
      int failures,
      Optional<String> failure,
      Traffic traffic,
      Instant at) {
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

    /** Whether the loop still comes round: false is a reason to restart the process. */
    public boolean isLive(Instant now) {
      return switch (state) {
        case NEW, STOPPED -> true;
        case RUNNING, PAUSED, RETRYING -> at.plus(LONGEST_TURN).isAfter(now);
      };
    }
  }

  /**
   * What has gone through a loop.
   *
   * @param lag offsets between what is handled and the end of the log, as the newest answers of the
   *     broker tell it; empty while that is not known
   * @param handled records handled since the start, dead letters included
   * @param failures tries that failed since the start: of the handler, and of reaching the log
   * @param responses answers that the present consumer has got from the broker; a number that
   *     stands still means a broker that is not there
   */
  public record Traffic(OptionalLong lag, long handled, long failures, long responses) {
    static Traffic none() {
      return new Traffic(OptionalLong.empty(), 0, 0, 0);
    }
  }
}
