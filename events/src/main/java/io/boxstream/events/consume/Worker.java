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
 * Calls the handler on a separate thread, so that the loop's thread can keep the consumer in its
 * group during long work. Its methods are called by the loop's thread.
 */
final class Worker {
  /** A bug may affect some records only. These must not block the others forever. */
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

  /**
   * Waits for the chunk in progress. Returns true if it has ended; {@link #take} then returns its
   * result.
   */
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

  /** The failure of a chunk that has ended; empty if it succeeded. */
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

  /** Interrupts work in progress, if any, and ends the thread. */
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

  /**
   * Rejects the record if it is the only one left. Otherwise the caller must find the invalid
   * record.
   */
  private Optional<Throwable> poisoned(Chunk chunk, String stage, Exception cause) {
    List<ConsumerRecord<byte[], byte[]>> suspects = chunk.remaining();
    if (suspects.size() > 1) {
      return Optional.of(new PoisonRecordException(stage, "one of several records failed", cause));
    }
    try {
      for (ConsumerRecord<byte[], byte[]> culprit : suspects) {
        reject(chunk, culprit, stage, cause);
      }
      return Optional.empty();
    } catch (RuntimeException failure) {
      // The offset must not advance until the dead letter is acknowledged.
      return Optional.of(new IllegalStateException("Failed to publish the dead letter", failure));
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
