package io.boxstream.events.consume;

import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.TransactionBrokenException;
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
  private final Delivery delivery;
  private final AtomicLong handled = new AtomicLong();
  private Future<Optional<Throwable>> running;

  Worker(String name, BatchHandler handler, DeadLetters deadLetters, Delivery delivery) {
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread worker = new Thread(task, name + "-worker");
              worker.setDaemon(true);
              return worker;
            });
    this.handler = handler;
    this.deadLetters = deadLetters;
    this.delivery = delivery;
  }

  /** How results become durable. */
  Delivery delivery() {
    return delivery;
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
    Optional<Throwable> failure =
        attempt(chunk, records -> handler.handle(records, new ChunkRejections(chunk)));
    if (failure.isEmpty() || !(failure.get() instanceof Exception cause)) {
      return failure;
    }
    if (cause instanceof PoisonRecordException poison) {
      return poisoned(chunk, poison.stage(), poison);
    }
    return isProgrammingError(cause) && chunk.failures() + 1 >= TRIES_AFTER_PROGRAMMING_ERROR
        ? poisoned(chunk, "handle", cause)
        : failure;
  }

  /** Does work on the remaining records and makes it durable. */
  private Optional<Throwable> attempt(Chunk chunk, Work work) {
    List<ConsumerRecord<byte[], byte[]>> records = chunk.remaining();
    if (records.isEmpty()) {
      return Optional.empty();
    }
    int before = chunk.rejections();
    chunk.forgetPostponed();
    try {
      delivery.begin();
      work.on(records);
      List<ConsumerRecord<byte[], byte[]>> done =
          records.stream().filter(record -> !chunk.isPostponed(record)).toList();
      delivery.complete(chunk, done);
      handled.addAndGet(done.size());
      return Optional.empty();
    } catch (Throwable failure) {
      Throwable cause = cancel(chunk, failure);
      handled.addAndGet(Math.max(0, chunk.rejections() - before));
      return Optional.of(cause);
    }
  }

  private Throwable cancel(Chunk chunk, Throwable failure) {
    if (failure instanceof TransactionBrokenException) {
      return failure;
    }
    try {
      delivery.cancel(chunk);
      return failure;
    } catch (TransactionBrokenException broken) {
      broken.addSuppressed(failure);
      return broken;
    }
  }

  /**
   * Rejects the record if it is the only one left. Otherwise the caller must find the invalid
   * record.
   */
  private Optional<Throwable> poisoned(Chunk chunk, String stage, Exception cause) {
    if (chunk.remaining().size() > 1) {
      return Optional.of(new PoisonRecordException(stage, "one of several records failed", cause));
    }
    return attempt(chunk, records -> reject(chunk, records.get(0), stage, cause))
        .map(Worker::unpublished);
  }

  /** The offset must not advance until the dead letter is durable: the record is no poison here. */
  private static Throwable unpublished(Throwable failure) {
    return failure instanceof TransactionBrokenException
            || failure instanceof PartitionsGoneException
        ? failure
        : new IllegalStateException("Failed to publish the dead letter", failure);
  }

  private void reject(
      Chunk chunk, ConsumerRecord<byte[], byte[]> record, String stage, Throwable cause) {
    deadLetters.publish(record, stage, cause);
    chunk.rejected(record);
  }

  private static boolean isProgrammingError(Exception failure) {
    return failure instanceof NullPointerException
        || failure instanceof IllegalArgumentException
        || failure instanceof IndexOutOfBoundsException
        || failure instanceof ClassCastException
        || failure instanceof ArithmeticException
        || failure instanceof UnsupportedOperationException;
  }

  /** What happens to single records of a chunk. */
  private final class ChunkRejections implements Rejections {
    private final Chunk chunk;

    private ChunkRejections(Chunk chunk) {
      this.chunk = chunk;
    }

    @Override
    public void reject(ConsumerRecord<byte[], byte[]> record, String stage, Throwable cause) {
      Worker.this.reject(chunk, record, stage, cause);
    }

    @Override
    public void postpone(ConsumerRecord<byte[], byte[]> record) {
      chunk.postponed(record);
    }
  }

  /** Work on records, which may fail. */
  private interface Work {
    void on(List<ConsumerRecord<byte[], byte[]>> records) throws Exception;
  }
}
