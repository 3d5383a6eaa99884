package io.boxstream.console.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class TailedTopicsTest {
  private static final TopicPartition WHOLE = new TopicPartition("whole", 0);
  private static final TopicPartition TAIL = new TopicPartition("tail", 0);

  private final TailedTopics topics = new TailedTopics(Set.of("whole"), Set.of("tail"));

  @Test
  void readsSomeTopicsFromTheirBeginningAndOthersFromTheirEnd() {
    // When
    MockConsumer<byte[], byte[]> consumer = attached(10, 40);

    // Then
    assertThat(consumer.position(WHOLE)).isEqualTo(10);
    assertThat(consumer.position(TAIL)).isEqualTo(40);
  }

  @Test
  void knowsWhatWasThereBefore() {
    // When
    attached(10, 40);

    // Then
    assertThat(topics.isHistory(record(WHOLE, 39))).isTrue();
    assertThat(topics.isHistory(record(WHOLE, 40))).isFalse();
  }

  @Test
  void goesOnWhereItWasAfterAFailure() {
    // Given
    attached(10, 40);
    topics.handledUpTo(Map.of(WHOLE, 45L, TAIL, 41L));

    // When
    MockConsumer<byte[], byte[]> again = attached(10, 60);

    // Then
    assertThat(again.position(WHOLE)).isEqualTo(45);
    assertThat(again.position(TAIL)).isEqualTo(41);
    assertThat(topics.isHistory(record(WHOLE, 45))).isFalse();
  }

  @Test
  void skipsWhatTheLogHasDroppedMeanwhile() {
    // Given
    attached(10, 40);

    // When
    MockConsumer<byte[], byte[]> again = attached(50, 60);

    // Then
    assertThat(again.position(TAIL)).isEqualTo(50);
  }

  @Test
  void readsATopicThatWasCreatedAnewFromItsBeginning() {
    // Given
    attached(10, 40);

    // When
    MockConsumer<byte[], byte[]> again = attached(0, 3);

    // Then
    assertThat(again.position(TAIL)).isZero();
    assertThat(topics.isHistory(record(TAIL, 1))).isFalse();
  }

  @Test
  void readsPartitionsWhosePositionIsLostFromTheirBeginning() {
    // Given
    attached(10, 40);

    // When
    topics.positionsLost(Set.of(TAIL));

    // Then
    assertThat(attached(12, 60).position(TAIL)).isEqualTo(12);
    assertThat(topics.isHistory(record(TAIL, 13))).isFalse();
  }

  @Test
  void failsWithoutATopic() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    assertThatThrownBy(() -> topics.attach(consumer, new NoRebalance()))
        .isInstanceOf(UnknownTopicOrPartitionException.class);
  }

  private MockConsumer<byte[], byte[]> attached(long beginning, long end) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    for (TopicPartition partition : List.of(WHOLE, TAIL)) {
      Node node = new Node(1, "localhost", 9092);
      consumer.updatePartitions(
          partition.topic(),
          List.of(
              new PartitionInfo(partition.topic(), 0, node, new Node[] {node}, new Node[] {node})));
      consumer.updateBeginningOffsets(Map.of(partition, beginning));
      consumer.updateEndOffsets(Map.of(partition, end));
    }
    topics.attach(consumer, new NoRebalance());
    return consumer;
  }

  private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
    return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, null);
  }

  private static final class NoRebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
  }
}
