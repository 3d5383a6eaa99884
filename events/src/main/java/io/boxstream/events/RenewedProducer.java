package io.boxstream.events;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;

/**
 * The producer of a publisher. An idempotent producer that a broker refuses before its first record
 * gets no producer id and fails every later record, also when its user has been created or its
 * password corrected meanwhile. It is replaced then, at most once a second. Thread-safe.
 */
final class RenewedProducer implements AutoCloseable {
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Supplier<Producer<byte[], byte[]>> open;
  private final Clock clock;
  private volatile Producer<byte[], byte[]> current;
  private volatile Producer<byte[], byte[]> refused;
  private volatile boolean acknowledged;
  private Instant opened;

  RenewedProducer(Supplier<Producer<byte[], byte[]>> open, Clock clock) {
    this.open = open;
    this.clock = clock;
    this.current = open.get();
    this.opened = clock.instant();
  }

  Producer<byte[], byte[]> get() {
    Producer<byte[], byte[]> producer = current;
    return producer == refused ? renewed(producer) : producer;
  }

  private synchronized Producer<byte[], byte[]> renewed(Producer<byte[], byte[]> producer) {
    if (producer != current || clock.instant().isBefore(opened.plus(SHORTEST_LIFE))) {
      return current;
    }
    current = open.get();
    opened = clock.instant();
    producer.close(Duration.ZERO);
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
    if (lasting && !acknowledged) {
      refused = producer;
    }
  }

  @Override
  public synchronized void close() {
    current.close(CLOSE_TIMEOUT);
  }
}
