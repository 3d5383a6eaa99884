package io.boxstream.events.consume;

import static io.boxstream.events.consume.PacedConsumer.TOPIC;
import static io.boxstream.events.consume.PacedConsumer.ZERO;
import static io.boxstream.events.consume.PacedConsumer.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopicFollowerTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  private final AssignedConsumer consumer = new AssignedConsumer();
  private final OwnPositions positions = new OwnPositions();
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final TopicFollower follower =
      new TopicFollower(
          ConsumerLoopSettings.named("test-follower"),
          () -> consumer,
          TOPIC,
          positions,
          (records, rejections) ->
              records.forEach(record -> handled.add(new String(record.value(), UTF_8))),
          new DeadLetters(new RecordingPublisher(), Clock.systemUTC()));

  @AfterEach
  void close() {
    follower.close();
  }

  @Test
  void passesOverTheRecordsThatAreKnown() throws Exception {
    positions.known = Set.of(0L, 1L);
    consumer.give("a", "b", "c", "d");

    follower.start();

    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(handled).containsExactly("c", "d"));
    assertThat(follower.status().traffic().handled()).isEqualTo(2);
  }

  @Test
  void readsNowAndThenWhileKnownRecordsComeAndMissesNoOther() {
    positions.writing = true;
    follower.start();
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(consumer.rests).hasPositiveValue());

    consumer.give("of another process");

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(handled).containsExactly("of another process"));
  }

  @Test
  void catchesUpAlthoughRecordsKeepComing() throws Exception {
    // Given a topic on which each poll finds another record
    BusyConsumer busy = new BusyConsumer();
    AtomicInteger consumers = new AtomicInteger();
    try (TopicFollower following =
        new TopicFollower(
            ConsumerLoopSettings.named("test-busy"),
            () -> consumers.getAndIncrement() == 0 ? busy : ending(100),
            TOPIC,
            positions,
            (records, rejections) ->
                records.forEach(record -> handled.add(new String(record.value(), UTF_8))),
            new DeadLetters(new RecordingPublisher(), Clock.systemUTC()))) {
      following.start();
      await().atMost(TIMEOUT).untilAsserted(() -> assertThat(handled).isNotEmpty());

      // When, then
      assertThat(following.awaitCaughtUp(TIMEOUT)).isTrue();
      assertThat(handled).hasSizeGreaterThanOrEqualTo(100);
    }
  }

  private static MockConsumer<byte[], byte[]> ending(long end) {
    MockConsumer<byte[], byte[]> ending = new MockConsumer<>("none");
    describe(ending);
    ending.updateEndOffsets(Map.of(ZERO, end));
    return ending;
  }

  private static void describe(MockConsumer<byte[], byte[]> consumer) {
    Node[] nobody = {};
    consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, nobody, nobody)));
    consumer.updateBeginningOffsets(Map.of(ZERO, 0L));
  }

  /** A consumer that always finds another record. */
  private static final class BusyConsumer extends MockConsumer<byte[], byte[]> {
    private long end;

    BusyConsumer() {
      super("none");
      describe(this);
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      if (!paused().contains(ZERO)) {
        addRecord(record(ZERO, end, Long.toString(end)));
        end++;
        updateEndOffsets(Map.of(ZERO, end));
      }
      return super.poll(timeout);
    }
  }

  /** Positions of a process that also writes. */
  private static final class OwnPositions implements PositionStore {
    private volatile Set<Long> known = Set.of();
    private volatile boolean writing;

    @Override
    public long position(int partition) {
      return 0;
    }

    @Override
    public long firstUnknown(int partition, long position) {
      long next = position;
      while (known.contains(next)) {
        next++;
      }
      return next;
    }

    @Override
    public boolean isWriting() {
      return writing;
    }

    @Override
    public void lost(Set<Integer> partitions) {}
  }

  /** A consumer of one partition, which counts the polls that read nothing on purpose. */
  private static final class AssignedConsumer extends MockConsumer<byte[], byte[]> {
    private final AtomicInteger rests = new AtomicInteger();

    AssignedConsumer() {
      super("none");
      describe(this);
    }

    /** Lets a coming poll find these values from offset 0 on. */
    void give(String... values) {
      schedulePollTask(
          () -> {
            for (int i = 0; i < values.length; i++) {
              addRecord(record(ZERO, i, values[i]));
            }
          });
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      if (paused().contains(ZERO)) {
        rests.incrementAndGet();
      }
      return super.poll(timeout);
    }
  }
}
