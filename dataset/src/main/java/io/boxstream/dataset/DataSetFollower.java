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
 * Keeps a data set view up to date with the log until it is closed. A dead broker, a dead object
 * store or a full disk make it wait and try again; a record that is no change of a data set becomes
 * a dead letter. Does not own the view.
 */
public final class DataSetFollower implements AutoCloseable {
  private static final int RECORDS_AT_ONCE = 64;
  private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(15);

  private final TopicFollower follower;

  /**
   * A follower that is not started yet.
   *
   * @param consumers makes a consumer without group and without reset policy
   * @param topicId asks the broker for the identity of the topic, which a topic that is deleted and
   *     made again does not keep
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
   * A follower for one service such as {@code trainer}, with clients of its own; not started yet.
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

  /** What the follower is doing. */
  public ConsumerLoop.Status status() {
    return follower.status();
  }

  /**
   * Waits until the view has everything that is on the log now.
   *
   * @return false if the time was not enough
   * @throws org.apache.kafka.common.KafkaException if the end of the log cannot be asked for
   */
  public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
    return follower.awaitCaughtUp(longest);
  }

  /** Stops following; what is applied is kept. */
  @Override
  public void close() {
    follower.close();
  }

  private static String topicId(KafkaSettings kafka) {
    try (Admin admin = KafkaClients.admin(kafka)) {
      return new TopicAdmin(admin, ADMIN_TIMEOUT).topicId(Topics.ANNOTATED_IMAGES);
    }
  }

  /** The view's positions, once it is clear that they are of this log. */
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
