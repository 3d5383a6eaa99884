package io.boxstream.events;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;

/**
 * The producer of a publisher. An idempotent producer that a broker refuses before its first record
 * gets no producer id: every later record waits for it in vain, also when the user has been created
 * or its password corrected meanwhile. It is replaced then, at most once a second. Thread-safe.
 */
final class RenewedProducer implements AutoCloseable {
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Supplier<Producer<byte[], byte[]>> open;
  private final Clock clock;
  private volatile Producer<byte[], byte[]> current;
  private volatile Refusal refusal;
  private volatile boolean acknowledged;
  private Instant opened;

  private record Refusal(Producer<byte[], byte[]> producer, KafkaException reason) {}

  RenewedProducer(Supplier<Producer<byte[], byte[]>> open, Clock clock) {
    this.open = open;
    this.clock = clock;
    this.current = open.get();
    this.opened = clock.instant();
  }

  /**
   * The producer for the next record.
   *
   * @throws KafkaException why it was refused, if that was less than a second ago
   */
  Producer<byte[], byte[]> get() {
    Producer<byte[], byte[]> producer = current;
    Refusal last = refusal;
    return last != null && last.producer() == producer ? renewed(last) : producer;
  }

  /** The producer that there is, for what needs no broker. */
  Producer<byte[], byte[]> current() {
    return current;
  }

  private synchronized Producer<byte[], byte[]> renewed(Refusal last) {
    if (last.producer() != current) {
      return current;
    }
    if (clock.instant().isBefore(opened.plus(SHORTEST_LIFE))) {
      throw last.reason();
    }
    current = open.get();
    opened = clock.instant();
    // Its thread may still wait for the broker.
    new Thread(() -> last.producer().close(Duration.ZERO), "close-refused-producer").start();
    return current;
  }

  /** The broker has acknowledged a record: the producer has an id, and can lose it no more. */
  void acknowledged() {
    acknowledged = true;
  }

  /** A record of a producer has failed. Never waits: the producer's own thread calls it. */
  void failed(Producer<byte[], byte[]> producer, Exception failure) {
    boolean lasting =
        failure instanceof AuthenticationException
            || failure instanceof ClusterAuthorizationException;
    if (lasting && !acknowledged && producer == current) {
      refusal = new Refusal(producer, (KafkaException) failure);
    }
  }

  @Override
  public synchronized void close() {
    current.close(CLOSE_TIMEOUT);
  }
}
