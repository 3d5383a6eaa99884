package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.events.consume.Rejections;
import io.boxstream.events.consume.TopicFollower;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Keeps an index in step with its topic, and tells when it first was. A broker that is away is
 * waited for; a topic that is not the one of last time is read from its beginning.
 */
public final class FollowedIndex implements AutoCloseable {

  private static final Logger LOG = System.getLogger(FollowedIndex.class.getName());
  private static final Duration ROUND = Duration.ofSeconds(2);

  private final TopicIndex index;
  private final TopicPositions positions;
  private final boolean rejects;
  private final TopicFollower follower;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread waiting;

  /**
   * @param index what is fed
   * @param positions where reading goes on
   * @param consumers makes a consumer outside any group
   * @param topicIdentity asks the broker which topic that is
   * @param deadLetters where records go that the index cannot take
   * @param rejects false where another reader of the topic puts them there
   */
  public FollowedIndex(
      TopicIndex index,
      TopicPositions positions,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Supplier<String> topicIdentity,
      DeadLetters deadLetters,
      boolean rejects) {
    this.index = requireNonNull(index, "index");
    this.positions = requireNonNull(positions, "positions");
    this.rejects = rejects;
    this.follower =
        new TopicFollower(
            ConsumerLoopSettings.named("follow-" + index.topic()),
            () -> {
              positions.check(topicIdentity.get());
              return consumers.get();
            },
            index.topic(),
            positions,
            this::take,
            deadLetters);
    this.waiting = new Thread(this::awaitCaughtUp, "catch-up-" + index.topic());
  }

  /** Begins to read. */
  public void start() {
    follower.start();
    waiting.start();
  }

  /** True once everything is taken in that was on the topic when reading began. */
  public boolean isCaughtUp() {
    return caughtUp.getCount() == 0;
  }

  /** Waits until {@link #isCaughtUp} or the time is over. */
  public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
    return caughtUp.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The topic that is read. */
  public String topic() {
    return index.topic();
  }

  /** What the reading is doing. */
  public ConsumerLoop.Status status() {
    return follower.status();
  }

  @Override
  public void close() {
    stop.countDown();
    waiting.interrupt();
    follower.close();
  }

  private void take(List<ConsumerRecord<byte[], byte[]>> records, Rejections rejections) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        index.apply(record);
      } catch (PoisonRecordException e) {
        poison(record, e, rejections);
      }
      positions.advance(record.partition(), record.offset() + 1);
    }
  }

  private void poison(
      ConsumerRecord<byte[], byte[]> record, PoisonRecordException e, Rejections rejections) {
    if (rejects) {
      rejections.reject(record, e.stage(), e);
    } else {
      LOG.log(
          Level.WARNING,
          "left out a record of {0}, partition {1}, offset {2}: {3}",
          record.topic(),
          record.partition(),
          Long.toString(record.offset()),
          e.getMessage());
    }
  }

  private void awaitCaughtUp() {
    while (stop.getCount() > 0) {
      try {
        if (follower.awaitCaughtUp(ROUND)) {
          caughtUp.countDown();
          return;
        }
      } catch (RuntimeException | Error e) {
        LOG.log(Level.DEBUG, "cannot ask for the end of " + index.topic() + " yet", e);
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void pause() {
    try {
      stop.await(ROUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }
}
