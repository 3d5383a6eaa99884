package io.boxstream.events.consume;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.TransactionalPublisher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Results, dead letters and offsets of a chunk are one transaction.
 *
 * <p>Two things keep a consumer from committing what another one handles as well. The brokers
 * refuse offsets of a generation of the group that is over (KIP-447). And a chunk of which a
 * partition has gone is given up here: a later generation would be accepted for that partition,
 * too. The loop's thread first marks the partitions as gone and then makes the new generation
 * known; the worker reads them in the opposite order.
 */
final class ExactlyOnce implements Delivery {
  private final TransactionalPublisher transactions;
  private volatile ConsumerGroupMetadata member;

  ExactlyOnce(TransactionalPublisher transactions) {
    this.transactions = requireNonNull(transactions, "transactions");
  }

  @Override
  public boolean loopCommits() {
    return false;
  }

  @Override
  public void open() {
    transactions.open();
  }

  @Override
  public void joined(Consumer<byte[], byte[]> consumer) {
    member = consumer.groupMetadata();
  }

  @Override
  public void begin() {
    transactions.begin();
  }

  @Override
  public void complete(Chunk chunk, List<ConsumerRecord<byte[], byte[]>> records) {
    ConsumerGroupMetadata current = member;
    requireThatNoneIsSkipped(chunk, records);
    if (!chunk.owned().containsAll(records)) {
      throw new PartitionsGoneException("a partition was assigned to another consumer", null);
    }
    if (current == null || current.generationId() < 0) {
      // The brokers would accept this from anyone.
      throw new PartitionsGoneException("the consumer is not a member of its group", null);
    }
    try {
      transactions.commit(next(records), current);
    } catch (CommitFailedException stale) {
      throw new PartitionsGoneException("the group has gone on without this result", stale);
    }
  }

  @Override
  public void cancel(Chunk chunk) {
    chunk.forgetRejections();
    transactions.abort();
  }

  /** An offset cannot say that a record before it is not handled. */
  private static void requireThatNoneIsSkipped(
      Chunk chunk, List<ConsumerRecord<byte[], byte[]>> records) {
    Map<TopicPartition, OffsetAndMetadata> next = next(records);
    for (ConsumerRecord<byte[], byte[]> left : chunk.rest()) {
      OffsetAndMetadata reached = next.get(new TopicPartition(left.topic(), left.partition()));
      if (reached != null && reached.offset() > left.offset()) {
        throw new IllegalStateException(
            "the handler has postponed offset %d of partition %d and handled one behind it"
                .formatted(left.offset(), left.partition()));
      }
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> next(
      List<ConsumerRecord<byte[], byte[]>> records) {
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      next.put(
          new TopicPartition(record.topic(), record.partition()),
          new OffsetAndMetadata(record.offset() + 1));
    }
    return next;
  }
}
