package io.boxstream.events.consume;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads all partitions of one topic without a consumer group, and follows them until it is closed.
 * With positions that start at 0 it replays the topic at every start.
 *
 * <p>The handler runs on the loop's worker thread, one call at a time.
 */
public final class TopicFollower implements AutoCloseable {
  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final WholeTopic source;
  private final ConsumerLoop loop;

  /**
   * Creates a follower without starting it.
   *
   * @param consumers creates a consumer without a group and without a reset policy
   * @param positions where to continue, also after a failure
   */
  public TopicFollower(
      ConsumerLoopSettings settings,
      Supplier<Consumer<byte[], byte[]>> consumers,
      String topic,
      PositionStore positions,
      BatchHandler handler,
      DeadLetters deadLetters) {
    this.topic = requireNonNull(topic, "topic");
    this.consumers = requireNonNull(consumers, "consumers");
    this.source = new WholeTopic(topic, positions);
    this.loop = ConsumerLoop.following(settings, consumers, source, handler, deadLetters);
  }

  /** Creates a follower that reads the topic from the beginning at every start of the process. */
  public static TopicFollower fromBeginning(
      ConsumerLoopSettings settings,
      Supplier<Consumer<byte[], byte[]>> consumers,
      String topic,
      RecordHandler handler,
      DeadLetters deadLetters) {
    RememberedPositions positions = new RememberedPositions();
    return new TopicFollower(
        settings,
        consumers,
        topic,
        positions,
        (records, rejections) -> positions.handleAll(records, handler, rejections),
        deadLetters);
  }

  /** Starts reading. May be called once. */
  public void start() {
    loop.start();
  }

  /** The status of the loop. */
  public ConsumerLoop.Status status() {
    return loop.status();
  }

  /**
   * Waits until all records that are currently on the topic are handled.
   *
   * @return false if the timeout expired
   * @throws org.apache.kafka.common.KafkaException if the end offsets cannot be read
   */
  public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
    return source.awaitHandled(endOffsets(), longest);
  }

  private Map<TopicPartition, Long> endOffsets() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      List<TopicPartition> partitions = WholeTopic.partitions(consumer, topic);
      // Without an assignment, the client logs a warning about these partitions.
      consumer.assign(partitions);
      return consumer.endOffsets(partitions);
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
