package io.boxstream.events.consume;

import io.boxstream.events.PoisonRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Calls the handler on a thread of its own, so that the loop's thread can keep the consumer in its
 * group however long the work takes. Its methods belong to the loop's thread.
 */
final class Worker {
  /**
   * Some mistakes in code show only on some records: those must not hold up the others for ever.
   */
  private static final int TRIES_AFTER_PROGRAMMING_ERROR = 5;

  private final ExecutorService thread;
  private final BatchHandler handler;
  private final DeadLetters deadLetters;
  private final AtomicLong handled = new AtomicLong();
  private Future<Optional<Throwable>> running;

  Worker(String name, BatchHandler handler, DeadLetters deadLetters) {
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread worker = new Thread(task, name + "-worker");
              worker.setDaemon(true);
              return worker;
            });
    this.handler = handler;
    this.deadLetters = deadLetters;
  }

  void start(Chunk chunk) {
    if (isBusy()) {
      throw new IllegalStateException("one chunk at a time");
    }
    running = thread.submit(() -> handle(chunk));
  }

  boolean isBusy() {
    return running != null;
  }

  /** Records handled since the start, dead letters included. */
  long handled() {
    return handled.get();
  }

  /** Waits for the chunk under way; true if it has ended, and then {@link #take} has its result. */
  boolean await(Duration longest) {
    try {
      running.get(longest.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException ended) {
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The result of a chunk that has ended: what failed, or nothing. */
  Optional<Throwable> take() {
    Future<Optional<Throwable>> ended = running;
    running = null;
    try {
      return ended.get();
    } catch (ExecutionException failure) {
      return Optional.of(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.of(interrupted);
    }
  }

  /** Interrupts what is under way, if anything, and ends the thread. */
  void close() {
    thread.shutdownNow();
  }

  private Optional<Throwable> handle(Chunk chunk) {
    List<ConsumerRecord<byte[], byte[]>> records = chunk.remaining();
    if (records.isEmpty()) {
      return Optional.empty();
    }
    try {
      handler.handle(records, (record, stage, cause) -> reject(chunk, record, stage, cause));
      handled.addAndGet(chunk.remaining().size());
      return Optional.empty();
    } catch (PoisonRecordException poison) {
      return poisoned(chunk, poison.stage(), poison);
    } catch (Exception failure) {
      return isProgrammingError(failure) && chunk.failures() + 1 >= TRIES_AFTER_PROGRAMMING_ERROR
          ? poisoned(chunk, "handle", failure)
          : Optional.of(failure);
    }
  }

  /** If one record is left then it is the culprit; else the caller must find out which. */
  private Optional<Throwable> poisoned(Chunk chunk, String stage, Exception cause) {
    List<ConsumerRecord<byte[], byte[]>> suspects = chunk.remaining();
    if (suspects.size() > 1) {
      return Optional.of(new PoisonRecordException(stage, "one record of several", cause));
    }
    try {
      for (ConsumerRecord<byte[], byte[]> culprit : suspects) {
        reject(chunk, culprit, stage, cause);
      }
      return Optional.empty();
    } catch (RuntimeException failure) {
      // Whatever kept the dead letter from its topic: without it the offset must not move on.
      return Optional.of(new IllegalStateException("The dead letter was not taken", failure));
    }
  }

  private void reject(
      Chunk chunk, ConsumerRecord<byte[], byte[]> record, String stage, Throwable cause) {
    deadLetters.publish(record, stage, cause);
    chunk.rejected(record);
    handled.incrementAndGet();
  }

  private static boolean isProgrammingError(Exception failure) {
    return failure instanceof NullPointerException
        || failure instanceof IllegalArgumentException
        || failure instanceof IndexOutOfBoundsException
        || failure instanceof ClassCastException
        || failure instanceof ArithmeticException
        || failure instanceof UnsupportedOperationException;
  }
}
