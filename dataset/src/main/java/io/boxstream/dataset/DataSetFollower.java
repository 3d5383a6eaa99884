package io.boxstream.dataset;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.events.consume.PositionStore;
import io.boxstream.events.consume.TopicFollower;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Keeps a data set view up to date with its topic until it is closed. If the broker or the object
 * store is unavailable or the disk is full, it waits and retries. Invalid records are sent to the
 * dead-letter topic. Does not own the view.
 */
public final class DataSetFollower implements AutoCloseable {
  /**
   * Each commit of the index is forced to the disk and writes whole pages, so few are cheaper. A
   * stop waits for the records in hand, whose images may have to be fetched from the store.
   */
  private static final int RECORDS_AT_ONCE = 200;

  private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(15);

  private final TopicFollower follower;

  /**
   * Creates a follower without starting it.
   *
   * @param consumers creates a consumer without a group and without a reset policy
   * @param topicId reads the topic id from the broker; it changes when the topic is deleted and
   *     created again
   */
  public DataSetFollower(
      ConsumerLoopSettings settings,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Supplier<String> topicId,
      DataSetView view,
      DeadLetters deadLetters) {
    requireNonNull(view, "view");
    this.follower =
        new TopicFollower(
            settings,
            consumers,
            Topics.ANNOTATED_IMAGES,
            new IdentifiedPositions(view, requireNonNull(topicId, "topicId")),
            view::apply,
            deadLetters);
  }

  /**
   * Creates a follower with its own clients for a service such as {@code trainer}, without starting
   * it.
   */
  public static DataSetFollower connect(
      KafkaSettings kafka, String service, DataSetView view, DeadLetters deadLetters) {
    String name = "boxstream-" + service + "-dataset";
    return new DataSetFollower(
        ConsumerLoopSettings.named(name),
        () -> KafkaClients.assignedConsumer(kafka, name, RECORDS_AT_ONCE),
        () -> topicId(kafka),
        view,
        deadLetters);
  }

  /** Starts following. May be called once. */
  public void start() {
    follower.start();
  }

  /** The status of the consumer loop. */
  public ConsumerLoop.Status status() {
    return follower.status();
  }

  /**
   * Waits until the view contains all records that are currently on the topic.
   *
   * @return false if the timeout expired
   * @throws org.apache.kafka.common.KafkaException if the end offsets cannot be read
   */
  public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
    return follower.awaitCaughtUp(longest);
  }

  /** Stops following. Applied records are kept. */
  @Override
  public void close() {
    follower.close();
  }

  private static String topicId(KafkaSettings kafka) {
    try (Admin admin = KafkaClients.admin(kafka)) {
      return new TopicAdmin(admin, ADMIN_TIMEOUT).topicId(Topics.ANNOTATED_IMAGES);
    }
  }

  /** The view's positions, after a check that they belong to this topic id. */
  private record IdentifiedPositions(DataSetView view, Supplier<String> topicId)
      implements PositionStore {
    @Override
    public void begin() {
      view.follow(topicId.get());
    }

    @Override
    public long position(int partition) {
      return view.position(partition);
    }

    @Override
    public void lost(Set<Integer> partitions) {
      view.lost(partitions);
    }
  }
}
