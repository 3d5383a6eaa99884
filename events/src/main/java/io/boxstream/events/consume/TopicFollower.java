package io.boxstream.events.consume;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads all of one topic, outside any group, and follows it until it is closed. With positions that
 * start at 0 it replays a compacted topic at every start.
 *
 * <p>The handler runs on the loop's worker thread, one call at a time.
 */
public final class TopicFollower implements AutoCloseable {
  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final WholeTopic source;
  private final ConsumerLoop loop;

  /**
   * A follower that is not started yet.
   *
   * @param consumers makes a consumer without group and without reset policy
   * @param positions where to go on, also after a failure
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

  /**
   * A follower that hands over every record from the topic's beginning, at every start of the
   * process.
   */
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

  /** What the loop is doing. */
  public ConsumerLoop.Status status() {
    return loop.status();
  }

  /**
   * Waits until everything that is on the topic now is handled.
   *
   * @return false if the time was not enough
   * @throws org.apache.kafka.common.KafkaException if the end of the log cannot be asked for
   */
  public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
    return source.awaitHandled(endOffsets(), longest);
  }

  private Map<TopicPartition, Long> endOffsets() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      List<TopicPartition> partitions = WholeTopic.partitions(consumer, topic);
      // The client warns of answers about partitions that it does not have.
      consumer.assign(partitions);
      return consumer.endOffsets(partitions);
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
