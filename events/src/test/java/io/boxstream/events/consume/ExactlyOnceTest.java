package io.boxstream.events.consume;

import static io.boxstream.events.consume.PacedConsumer.ONE;
import static io.boxstream.events.consume.PacedConsumer.ZERO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.EventCodec;
import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.TransactionalPublisher;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is committed, and what is dropped, when something fails around a transaction. */
@Timeout(60)
class ExactlyOnceTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final String ANSWERS = "answers";
  private static final String LETTERS = PacedConsumer.TOPIC + ".dlq";
  private static final ConsumerLoopSettings SETTINGS =
      new ConsumerLoopSettings(
          "test-loop",
          Duration.ofMillis(10),
          Duration.ofMillis(5),
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          10);

  private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
  private final PacedConsumer consumer = new PacedConsumer();
  private final Queue<PacedConsumer> consumers = new ArrayDeque<>(List.of(consumer));
  private final List<List<String>> handed = new CopyOnWriteArrayList<>();
  private final TransactionalPublisher publisher =
      new TransactionalPublisher(this::open, EventCodec.forService("test"), Clock.systemUTC());
  private ConsumerLoop loop;

  @AfterEach
  void close() {
    loop.close();
    publisher.close();
  }

  @Test
  void commitsAnswersTogetherWithTheOffsets() {
    consumer.give(ZERO, 0, "a", "b");
    consumer.give(ONE, 7, "c");

    start(this::answer);

    awaitOffsets(Map.of(ZERO, 2L, ONE, 8L));
    assertThat(committed(ANSWERS))
        .containsExactlyInAnyOrder("a", "b", "c")
        .containsSubsequence("a", "b");
    assertThat(consumer.committedOffset(ZERO)).as("committed beside the transaction").isZero();
    assertThat(loop.status().traffic().handled()).isEqualTo(3);
  }

  @Test
  void dropsTheAnswersOfAFailedAttempt() {
    AtomicInteger tries = new AtomicInteger();
    consumer.give(ZERO, 0, "a", "b");

    start(
        (records, rejections) -> {
          answer(records, rejections);
          if (tries.incrementAndGet() < 4) {
            throw new IOException("store is down");
          }
        });

    awaitOffsets(Map.of(ZERO, 2L));
    assertThat(committed(ANSWERS)).containsExactly("a", "b");
    assertThat(handed).hasSize(4);
  }

  @Test
  void dropsTheAnswersOfAnAttemptThatEndsWithAnError() {
    AtomicInteger tries = new AtomicInteger();
    consumer.give(ZERO, 0, "a");

    start(
        (records, rejections) -> {
          answer(records, rejections);
          if (tries.incrementAndGet() == 1) {
            throw new StackOverflowError("deep");
          }
        });

    awaitOffsets(Map.of(ZERO, 1L));
    assertThat(committed(ANSWERS)).containsExactly("a");
  }

  @Test
  void aDeadLetterIsCommittedWithTheAnswersOfItsNeighbours() {
    consumer.give(ZERO, 0, "a", "poison", "c");

    start(this::answerAllButPoison);

    awaitOffsets(Map.of(ZERO, 3L));
    assertThat(committed(ANSWERS)).containsExactly("a", "c");
    assertThat(committed(LETTERS)).containsExactly("poison");
    assertThat(producers.get(0).commitCount()).isEqualTo(1);
  }

  @Test
  void commitsWhatIsBeforeAPostponedRecord() {
    AtomicBoolean mayGoOn = new AtomicBoolean();
    consumer.give(ZERO, 0, "a", "slow", "c");
    start((records, rejections) -> answerUpToSlow(records, rejections, mayGoOn.get()));
    awaitOffsets(Map.of(ZERO, 1L));

    // When there is more, in another partition
    consumer.give(ONE, 0, "x", "y");

    // Then it does not wait
    awaitOffsets(Map.of(ZERO, 1L, ONE, 2L));
    assertThat(committed(ANSWERS)).containsExactly("a", "x", "y");
    mayGoOn.set(true);
    awaitOffsets(Map.of(ZERO, 3L, ONE, 2L));
    assertThat(committed(ANSWERS)).containsExactly("a", "x", "y", "slow", "c");
  }

  @Test
  void doesNotCommitWhatIsBehindAPostponedRecord() {
    AtomicInteger tries = new AtomicInteger();
    consumer.give(ZERO, 0, "slow", "b");

    start(
        (records, rejections) -> {
          if (tries.incrementAndGet() < 4) {
            rejections.postpone(records.get(0));
            answer(records.subList(1, 2), rejections);
          } else {
            answer(records, rejections);
          }
        });

    awaitOffsets(Map.of(ZERO, 2L));
    assertThat(committed(ANSWERS)).containsExactly("slow", "b");
  }

  @Test
  void forgetsTheRejectionsOfAFailedAttempt() {
    AtomicInteger tries = new AtomicInteger();
    consumer.give(ZERO, 0, "a", "poison", "c");

    start(
        (records, rejections) -> {
          answerAllButPoison(records, rejections);
          if (tries.incrementAndGet() == 1) {
            throw new IOException("store is down");
          }
        });

    awaitOffsets(Map.of(ZERO, 3L));
    assertThat(handed).containsExactly(List.of("a", "poison", "c"), List.of("a", "poison", "c"));
    assertThat(committed(LETTERS)).containsExactly("poison");
    assertThat(committed(ANSWERS)).containsExactly("a", "c");
    assertThat(loop.status().traffic().handled()).isEqualTo(3);
  }

  @Test
  void aPoisonRecordAloneIsALetterInATransactionOfItsOwn() {
    consumer.give(ZERO, 0, "a", "poison", "c");

    start(
        (records, rejections) -> {
          answer(records, rejections);
          if (records.stream().anyMatch(record -> text(record).equals("poison"))) {
            throw new PoisonRecordException("decode", "bad bytes", null);
          }
        });

    awaitOffsets(Map.of(ZERO, 3L));
    assertThat(committed(ANSWERS)).containsExactly("a", "c");
    assertThat(committed(LETTERS)).containsExactly("poison");
    assertThat(producers).hasSize(1);
  }

  @Test
  void doesNotHandleFromMemoryWhatMayBeCommitted() {
    PacedConsumer second = new PacedConsumer().give(ZERO, 1, "b");
    consumers.add(second);
    consumer.give(ZERO, 0, "a");

    start(
        (records, rejections) -> {
          if (producers.size() == 1) {
            producers.get(0).commitTransactionException = new TimeoutException("no answer");
          }
          answer(records, rejections);
        });

    awaitOffsets(Map.of(ZERO, 2L));
    assertThat(handed).containsExactly(List.of("a"), List.of("b"));
    assertThat(consumer.closed()).isTrue();
    assertThat(producers).hasSize(2);
    assertThat(producers.get(0).closed()).isTrue();
    assertThat(producers.get(1).transactionInitialized()).isTrue();
  }

  @Test
  void endsTheSessionWhenATransactionCannotBeAborted() {
    PacedConsumer second = new PacedConsumer().give(ZERO, 0, "a");
    consumers.add(second);
    consumer.give(ZERO, 0, "a");

    start(
        (records, rejections) -> {
          answer(records, rejections);
          if (producers.size() == 1) {
            producers.get(0).abortTransactionException = new TimeoutException("no answer");
            throw new IOException("store is down");
          }
        });

    awaitOffsets(Map.of(ZERO, 1L));
    assertThat(committed(ANSWERS)).containsExactly("a");
    assertThat(consumer.closed()).isTrue();
    assertThat(producers).hasSize(2);
  }

  @Test
  void aFencedProducerIsReplaced() {
    consumers.add(new PacedConsumer().give(ZERO, 0, "a"));
    consumer.give(ZERO, 0, "a");

    start(
        (records, rejections) -> {
          if (producers.size() == 1) {
            producers.get(0).fenceProducer();
          }
          answer(records, rejections);
        });

    awaitOffsets(Map.of(ZERO, 1L));
    assertThat(producers).hasSize(2);
    assertThat(committed(ANSWERS)).containsExactly("a");
  }

  @Test
  void aProducerThatWasFencedMeanwhileIsReplaced() {
    consumers.add(new PacedConsumer().give(ZERO, 1, "b"));
    consumer.give(ZERO, 0, "a");
    start(this::answer);
    awaitOffsets(Map.of(ZERO, 1L));

    producers.get(0).beginTransactionException = new ProducerFencedException("another one");
    consumer.give(ZERO, 1, "b");

    awaitOffsets(Map.of(ZERO, 2L));
    assertThat(producers).hasSize(2);
    assertThat(committed(ANSWERS)).containsExactly("a", "b");
  }

  @Test
  void triesAgainToOpenTransactionsBeforeItReads() {
    AtomicInteger tries = new AtomicInteger();
    consumer.give(ZERO, 0, "a");
    TransactionalPublisher late =
        new TransactionalPublisher(
            () -> {
              MockProducer<byte[], byte[]> producer = open();
              if (tries.incrementAndGet() < 3) {
                producer.initTransactionException = new TimeoutException("no coordinator");
              }
              return producer;
            },
            EventCodec.forService("test"),
            Clock.systemUTC());
    loop =
        loop(
            (records, rejections) ->
                late.sendAndWait(new ProducerRecord<>(ANSWERS, records.get(0).value())),
            late);

    loop.start();

    awaitOffsets(Map.of(ZERO, 1L));
    assertThat(producers).hasSize(3);
    late.close();
  }

  @Test
  void triesAgainWhatTheGroupRefuses() {
    consumer.give(ZERO, 0, "a");
    AtomicInteger tries = new AtomicInteger();

    start(
        (records, rejections) -> {
          answer(records, rejections);
          producers.get(0).sendOffsetsToTransactionException =
              tries.incrementAndGet() < 4 ? new CommitFailedException("stale") : null;
        });

    awaitOffsets(Map.of(ZERO, 1L));
    assertThat(committed(ANSWERS)).containsExactly("a");
    assertThat(handed).hasSize(4);
    assertThat(producers).hasSize(1);
    assertThat(consumer.closed()).isFalse();
  }

  @Test
  void dropsTheAnswersToAPartitionThatGoesMeanwhile() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    consumer.schedulePollTask(
        () -> {
          consumer.addRecord(PacedConsumer.record(ZERO, 0, "a"));
          consumer.addRecord(PacedConsumer.record(ONE, 0, "b"));
        });
    start(
        new ConsumerLoopSettings(
            "impatient-loop",
            Duration.ofMillis(10),
            Duration.ofMillis(5),
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)),
            Duration.ofMillis(10),
            Duration.ofSeconds(30),
            10),
        (records, rejections) -> {
          answer(records, rejections);
          working.countDown();
          gone.await();
        });
    working.await();

    // When another member gets one of the partitions, and this one does not wait for the work
    consumer.schedulePollTask(() -> consumer.rebalance(List.of(ONE)));
    await().atMost(TIMEOUT).until(() -> loop.status().partitions() == 1);
    gone.countDown();

    awaitOffsets(Map.of(ONE, 1L));
    assertThat(handed).hasSize(2);
    assertThat(handed.get(0)).containsExactlyInAnyOrder("a", "b");
    assertThat(handed.get(1)).containsExactly("b");
    assertThat(committed(ANSWERS)).containsExactly("b");
  }

  @Test
  void commitsNothingWhileItIsNoMember() {
    AtomicBoolean member = new AtomicBoolean();
    PacedConsumer outsider =
        new PacedConsumer() {
          @Override
          public synchronized ConsumerGroupMetadata groupMetadata() {
            return member.get() ? super.groupMetadata() : new ConsumerGroupMetadata("group");
          }
        };
    consumers.clear();
    consumers.add(outsider);
    outsider.give(ZERO, 0, "a");
    start(this::answer);
    await().atMost(TIMEOUT).until(() -> handed.size() > 3);
    assertThat(producers.get(0).commitCount()).isZero();

    member.set(true);

    awaitOffsets(Map.of(ZERO, 1L));
    assertThat(committed(ANSWERS)).containsExactly("a");
  }

  @Test
  void dropsTheDeadLetterWhoseOffsetIsRefused() {
    AtomicInteger tries = new AtomicInteger();
    consumer.give(ZERO, 0, "poison");

    start(
        (records, rejections) -> {
          producers.get(0).sendOffsetsToTransactionException =
              tries.incrementAndGet() < 3 ? new CommitFailedException("stale") : null;
          throw new PoisonRecordException("decode", "bad bytes", null);
        });

    awaitOffsets(Map.of(ZERO, 1L));
    assertThat(committed(LETTERS)).containsExactly("poison");
  }

  private MockProducer<byte[], byte[]> open() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producers.add(producer);
    return producer;
  }

  private void answer(List<ConsumerRecord<byte[], byte[]>> records, Rejections rejections) {
    handed.add(records.stream().map(ExactlyOnceTest::text).toList());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      publisher.sendAndWait(new ProducerRecord<>(ANSWERS, record.key(), record.value()));
    }
  }

  private void answerAllButPoison(
      List<ConsumerRecord<byte[], byte[]>> records, Rejections rejections) {
    handed.add(records.stream().map(ExactlyOnceTest::text).toList());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (text(record).equals("poison")) {
        rejections.reject(record, "decode", new IllegalArgumentException("bad"));
      } else {
        publisher.sendAndWait(new ProducerRecord<>(ANSWERS, record.key(), record.value()));
      }
    }
  }

  /** Postpones the record "slow", if it may not go on, and what is behind it in its partition. */
  private void answerUpToSlow(
      List<ConsumerRecord<byte[], byte[]>> records, Rejections rejections, boolean mayGoOn) {
    Set<Integer> waiting = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (text(record).equals("slow") && !mayGoOn) {
        waiting.add(record.partition());
      }
      if (waiting.contains(record.partition())) {
        rejections.postpone(record);
      } else {
        publisher.sendAndWait(new ProducerRecord<>(ANSWERS, record.key(), record.value()));
      }
    }
  }

  private void start(BatchHandler handler) {
    start(SETTINGS, handler);
  }

  private void start(ConsumerLoopSettings settings, BatchHandler handler) {
    loop = loop(settings, handler, publisher);
    loop.start();
  }

  private ConsumerLoop loop(BatchHandler handler, TransactionalPublisher to) {
    return loop(SETTINGS, handler, to);
  }

  private ConsumerLoop loop(
      ConsumerLoopSettings settings, BatchHandler handler, TransactionalPublisher to) {
    return ConsumerLoop.exactlyOnce(
        settings,
        consumers::remove,
        List.of(PacedConsumer.TOPIC),
        handler,
        to,
        new DeadLetters(to, Clock.systemUTC()));
  }

  private void awaitOffsets(Map<TopicPartition, Long> expected) {
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(offsets()).isEqualTo(expected));
  }

  /** Offsets that transactions have committed. */
  private Map<TopicPartition, Long> offsets() {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (MockProducer<byte[], byte[]> producer : producers) {
      producer
          .consumerGroupOffsetsHistory()
          .forEach(
              groups ->
                  groups
                      .values()
                      .forEach(
                          group ->
                              group.forEach(
                                  (partition, next) -> offsets.put(partition, next.offset()))));
    }
    return offsets;
  }

  /** Values of committed records, in order. */
  private List<String> committed(String topic) {
    List<String> values = new ArrayList<>();
    for (MockProducer<byte[], byte[]> producer : producers) {
      producer.history().stream()
          .filter(record -> record.topic().equals(topic))
          .forEach(record -> values.add(new String(record.value(), UTF_8)));
    }
    return values;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }
}
