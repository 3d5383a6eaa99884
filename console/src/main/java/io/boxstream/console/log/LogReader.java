package io.boxstream.console.log;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log on demand with one consumer, which its thread owns. Reads wait in a queue for their
 * turn. The consumer is made for the first read, and anew after one that failed. Thread-safe.
 */
public final class LogReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Duration longestWait;
  private final Semaphore places;
  private final LinkedBlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private Consumer<byte[], byte[]> consumer;

  /**
   * Starts the thread.
   *
   * @param consumers creates a consumer without a group
   * @param mostWaiting reads that may wait
   * @param longestWait how long a read may wait for its turn
   */
  public LogReader(
      String name,
      Supplier<Consumer<byte[], byte[]>> consumers,
      int mostWaiting,
      Duration longestWait) {
    this.consumers = requireNonNull(consumers, "consumers");
    this.longestWait = requireNonNull(longestWait, "longestWait");
    this.places = new Semaphore(mostWaiting);
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** What is read with the consumer. It is called on the thread that owns it. */
  @FunctionalInterface
  public interface Read<T> {

    /**
     * Reads.
     *
     * @throws KafkaException if the broker does not answer
     */
    T with(Consumer<byte[], byte[]> consumer);
  }

  /**
   * Reads when it is this read's turn.
   *
   * @return fails with {@link LogUnavailableException} if the log does not answer, or if too many
   *     reads wait
   */
  public <T> CompletableFuture<T> read(Read<T> read) {
    CompletableFuture<T> result = new CompletableFuture<>();
    if (isClosed()) {
      result.completeExceptionally(new LogUnavailableException("the console stops"));
    } else if (places.tryAcquire()) {
      tasks.add(new Task<>(read, result, System.nanoTime() + longestWait.toNanos()));
    } else {
      result.completeExceptionally(
          new LogUnavailableException("too many records are being read already"));
    }
    return result;
  }

  private record Task<T>(Read<T> read, CompletableFuture<T> result, long deadline) {

    void fail(String message, Throwable cause) {
      result.completeExceptionally(new LogUnavailableException(message, cause));
    }
  }

  private void run() {
    try {
      while (!isClosed()) {
        Task<?> task = tasks.poll(1, TimeUnit.SECONDS);
        if (task != null) {
          places.release();
          perform(task);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      closeConsumer();
      tasks.forEach(task -> task.fail("the console stops", null));
    }
  }

  private <T> void perform(Task<T> task) {
    if (System.nanoTime() - task.deadline() > 0) {
      task.fail("Kafka does not answer: the read has waited too long", null);
      return;
    }
    try {
      if (consumer == null) {
        consumer = consumers.get();
      }
      task.result().complete(task.read().with(consumer));
    } catch (KafkaException | LogUnavailableException e) {
      closeConsumer();
      task.fail("Kafka does not answer: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      closeConsumer();
      task.result().completeExceptionally(e);
    }
  }

  private void closeConsumer() {
    if (consumer == null) {
      return;
    }
    try {
      consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    } catch (KafkaException e) {
      LOG.debug("Closing a consumer failed", e);
    }
    consumer = null;
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Ends the read that is under way, fails those that wait, and closes the consumer. */
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(CLOSE_TIMEOUT.multipliedBy(2).toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
