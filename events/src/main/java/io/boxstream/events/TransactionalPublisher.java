package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Publishes within transactions, which also commit the offsets of the records that were handled.
 * Serves one consumer loop: one transaction at a time, whose calls follow each other. It owns and
 * closes its producer.
 *
 * <p>A producer that has failed to end a transaction is of no more use. {@link #open} replaces it:
 * the brokers complete or abort what the former one has left, and refuse its late requests.
 */
public final class TransactionalPublisher implements EventPublisher {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final EventCodec codec;
  private final Clock clock;
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
  private State state = State.UNUSABLE;

  private enum State {
    /** There is no producer, or one that must be replaced. */
    UNUSABLE,
    READY,
    IN_TRANSACTION
  }

  /**
   * Creates a publisher, which connects at {@link #open}.
   *
   * @param producers creates a producer, each time with the same {@code transactional.id}
   */
  public TransactionalPublisher(
      Supplier<Producer<byte[], byte[]>> producers, EventCodec codec, Clock clock) {
    this.producers = requireNonNull(producers, "producers");
    this.codec = requireNonNull(codec, "codec");
    this.clock = requireNonNull(clock, "clock");
  }

  /** A publisher for one service such as {@code inference}. */
  public static TransactionalPublisher forService(
      KafkaSettings settings, String service, TransactionSettings transactions) {
    return new TransactionalPublisher(
        () -> KafkaClients.transactionalProducer(settings, "boxstream-" + service, transactions),
        EventCodec.forService(service),
        Clock.systemUTC());
  }

  /**
   * Makes the publisher ready for {@link #begin}. Returns when no transaction of this id is open
   * any more: what a former producer has left is committed or aborted then.
   *
   * @throws KafkaException if the brokers do not answer in time, or refuse
   */
  public synchronized void open() {
    if (state == State.READY) {
      return;
    }
    discard();
    Producer<byte[], byte[]> fresh = producers.get();
    producer = Optional.of(fresh);
    fresh.initTransactions();
    state = State.READY;
  }

  /**
   * Begins a transaction.
   *
   * @throws TransactionBrokenException if the producer was fenced; only {@link #open} may follow
   */
  public synchronized void begin() {
    if (state != State.READY) {
      throw new IllegalStateException("cannot begin a transaction, the state is " + state);
    }
    state = State.UNUSABLE;
    try {
      current().beginTransaction();
    } catch (KafkaException failure) {
      throw new TransactionBrokenException("begin", failure);
    }
    state = State.IN_TRANSACTION;
  }

  /**
   * Commits the records that were sent since {@link #begin}, together with the offsets.
   *
   * @param offsets the next offset to handle, by partition
   * @param member the consumer that handled the records: the brokers refuse it when it is no longer
   *     the member of its group that it was
   * @throws KafkaException if the offsets were refused: nothing is committed, call {@link #abort}
   * @throws TransactionBrokenException if the transaction may be committed, or not; only {@link
   *     #open} may follow
   */
  public synchronized void commit(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata member) {
    current().sendOffsetsToTransaction(offsets, member);
    state = State.UNUSABLE;
    try {
      current().commitTransaction();
    } catch (RuntimeException failure) {
      throw new TransactionBrokenException("commit", failure);
    }
    state = State.READY;
  }

  /**
   * Drops the records that were sent since {@link #begin}; does nothing without a transaction.
   *
   * @throws TransactionBrokenException if the brokers did not confirm; only {@link #open} may
   *     follow
   */
  public synchronized void abort() {
    if (state != State.IN_TRANSACTION) {
      return;
    }
    state = State.UNUSABLE;
    try {
      current().abortTransaction();
    } catch (RuntimeException failure) {
      throw new TransactionBrokenException("abort", failure);
    }
    state = State.READY;
  }

  /**
   * Publishes a record in the transaction. A future that completes says that the replicas have it,
   * not that it is committed.
   */
  @Override
  public synchronized CompletableFuture<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record) {
    String topic = record.topic();
    CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
    try {
      Future<RecordMetadata> unused = // the callback gets the same result without blocking
          current()
              .send(
                  record,
                  (metadata, failure) -> {
                    if (failure == null) {
                      acknowledged.complete(metadata);
                    } else {
                      acknowledged.completeExceptionally(
                          KafkaEventPublisher.translate(topic, failure));
                    }
                  });
    } catch (KafkaException failure) {
      acknowledged.completeExceptionally(KafkaEventPublisher.translate(topic, failure));
    }
    return acknowledged;
  }

  @Override
  public CompletableFuture<RecordMetadata> publish(String key, Event event) {
    String topic = EventType.of(event.getClass()).topic();
    return sendTraced(codec.toRecord(topic, key, event, clock.instant()));
  }

  @Override
  public CompletableFuture<RecordMetadata> publishTombstone(
      String topic, String key, Optional<String> caller) {
    return sendTraced(codec.tombstone(topic, key, clock.instant(), caller));
  }

  private CompletableFuture<RecordMetadata> sendTraced(ProducerRecord<byte[], byte[]> record) {
    TraceContext.current().ifPresent(trace -> trace.write(record.headers()));
    return send(record);
  }

  private Producer<byte[], byte[]> current() {
    return producer.orElseThrow(() -> new IllegalStateException("the publisher is not open"));
  }

  /** What it has left open is ended by the next one, which has the same id. */
  private void discard() {
    state = State.UNUSABLE;
    producer.ifPresent(former -> former.close(Duration.ZERO));
    producer = Optional.empty();
  }

  /** Aborts the transaction that is open, if any, and closes the connection. */
  @Override
  public synchronized void close() {
    state = State.UNUSABLE;
    producer.ifPresent(last -> last.close(CLOSE_TIMEOUT));
    producer = Optional.empty();
  }
}
