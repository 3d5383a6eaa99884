package io.boxstream.events.consume;

import static io.boxstream.events.consume.PacedConsumer.ONE;
import static io.boxstream.events.consume.PacedConsumer.ZERO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.PoisonRecordException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConsumerLoopTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final ConsumerLoopSettings SETTINGS = closingWithin(Duration.ofSeconds(30));

  private final PacedConsumer consumer = new PacedConsumer();
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private ConsumerLoop loop;

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void handlesRecordsInOrderAndCommitsThem() {
    consumer.give(ZERO, 0, "a", "b", "c");

    start(record -> handled.add(text(record)));

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ZERO)).isEqualTo(3));
    assertThat(handled).containsExactly("a", "b", "c");
    assertThat(publisher.sent()).isEmpty();
  }

  @Test
  void makesAPoisonRecordADeadLetterAndHandlesItsNeighbours() {
    consumer.give(ZERO, 0, "a", "poison", "c");

    start(
        record -> {
          if (text(record).equals("poison")) {
            throw new PoisonRecordException("decode", "bad bytes", null);
          }
          handled.add(text(record));
        });

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ZERO)).isEqualTo(3));
    assertThat(handled).containsExactly("a", "c");
    assertThat(publisher.sent())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.topic()).isEqualTo("promotions.dlq");
              assertThat(letter.value()).isEqualTo("poison".getBytes(UTF_8));
              assertThat(letter.key()).isEqualTo("key-poison".getBytes(UTF_8));
              assertThat(header(letter.headers().lastHeader(DeadLetters.TOPIC)))
                  .isEqualTo("promotions");
              assertThat(header(letter.headers().lastHeader(DeadLetters.PARTITION))).isEqualTo("0");
              assertThat(header(letter.headers().lastHeader(DeadLetters.OFFSET))).isEqualTo("1");
              assertThat(header(letter.headers().lastHeader(DeadLetters.STAGE)))
                  .isEqualTo("decode");
              assertThat(header(letter.headers().lastHeader(DeadLetters.EXCEPTION)))
                  .isEqualTo(PoisonRecordException.class.getName());
              assertThat(header(letter.headers().lastHeader(DeadLetters.MESSAGE)))
                  .isEqualTo("bad bytes");
            });
  }

  @Test
  void triesAgainUntilItSucceedsAndCommitsNothingBefore() {
    AtomicInteger tries = new AtomicInteger();
    List<Long> committedMeanwhile = new CopyOnWriteArrayList<>();
    consumer.give(ZERO, 0, "a", "b");

    start(
        record -> {
          if (text(record).equals("a") && tries.incrementAndGet() < 20) {
            committedMeanwhile.add(consumer.committedOffset(ZERO));
            throw new IOException("store is down");
          }
          handled.add(text(record));
        });

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ZERO)).isEqualTo(2));
    assertThat(handled).containsExactly("a", "b");
    assertThat(committedMeanwhile).hasSize(19).containsOnly(0L);
    assertThat(publisher.sent()).isEmpty();
  }

  @Test
  void survivesAnErrorOfTheHandler() {
    AtomicInteger tries = new AtomicInteger();
    consumer.give(ZERO, 0, "a");

    start(
        record -> {
          if (tries.incrementAndGet() < 3) {
            throw new StackOverflowError("deep");
          }
          handled.add(text(record));
        });

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ZERO)).isEqualTo(1));
    assertThat(handled).containsExactly("a");
  }

  @Test
  void doesNotCommitAPoisonRecordBeforeItsDeadLetterIsAcknowledged() {
    RecordingPublisher unwilling = new RecordingPublisher(7);
    AtomicInteger tries = new AtomicInteger();
    List<Long> committedMeanwhile = new CopyOnWriteArrayList<>();
    consumer.give(ZERO, 0, "poison");

    start(
        record -> {
          committedMeanwhile.add(consumer.committedOffset(ZERO));
          tries.incrementAndGet();
          throw new PoisonRecordException("decode", "bad bytes", null);
        },
        unwilling);

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ZERO)).isEqualTo(1));
    assertThat(unwilling.sent()).hasSize(1);
    assertThat(tries).hasValue(8);
    assertThat(committedMeanwhile).containsOnly(0L);
  }

  @Test
  void givesUpOnARecordThatShowsAProgrammingError() {
    AtomicInteger tries = new AtomicInteger();
    consumer.give(ZERO, 0, "a", "b");

    start(
        record -> {
          if (text(record).equals("a")) {
            tries.incrementAndGet();
            throw new NullPointerException("unforeseen");
          }
          handled.add(text(record));
        });

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ZERO)).isEqualTo(2));
    assertThat(tries).hasValue(5);
    assertThat(handled).containsExactly("b");
    assertThat(publisher.sent()).hasSize(1);
  }

  @Test
  void handlesABatchOneByOneWhenSomeRecordOfItIsPoison() {
    consumer.give(ZERO, 0, "a", "poison", "c");

    startBatch(
        (records, rejections) -> {
          if (records.stream().anyMatch(record -> text(record).equals("poison"))) {
            throw new PoisonRecordException("decode", "bad bytes", null);
          }
          records.forEach(record -> handled.add(text(record)));
        });

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ZERO)).isEqualTo(3));
    assertThat(handled).containsExactly("a", "c");
    assertThat(publisher.sent())
        .extracting(letter -> text(letter.value()))
        .containsExactly("poison");
  }

  @Test
  void doesNotGiveRejectedRecordsAgainWhenABatchIsTriedAgain() {
    List<List<String>> batches = new CopyOnWriteArrayList<>();
    consumer.give(ZERO, 0, "a", "poison", "c");

    startBatch(
        (records, rejections) -> {
          batches.add(records.stream().map(ConsumerLoopTest::text).toList());
          for (ConsumerRecord<byte[], byte[]> record : records) {
            if (text(record).equals("poison")) {
              rejections.reject(record, "decode", new IllegalArgumentException("bad"));
            }
          }
          if (batches.size() == 1) {
            throw new IOException("store is down");
          }
        });

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ZERO)).isEqualTo(3));
    assertThat(batches).containsExactly(List.of("a", "poison", "c"), List.of("a", "c"));
    assertThat(publisher.sent()).hasSize(1);
  }

  @Test
  void startsNoWorkWhilePausedAndGoesOnAfterwards() {
    consumer.give(ZERO, 0, "a");
    loop = loop(record -> handled.add(text(record)), publisher);
    loop.pause();
    loop.start();
    await().atMost(TIMEOUT).until(() -> consumer.polls() > 20);
    assertThat(handled).isEmpty();
    assertThat(loop.status().state()).isEqualTo(ConsumerLoop.State.PAUSED);

    loop.resume();

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ZERO)).isEqualTo(1));
    assertThat(handled).containsExactly("a");
  }

  @Test
  void keepsItsPlaceInTheGroupWhileWorkTakesLong() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    consumer.give(ZERO, 0, "a", "b");
    start(
        record -> {
          working.countDown();
          release.await();
          handled.add(text(record));
        });
    working.await();
    int before = consumer.polls();

    await().atMost(TIMEOUT).until(() -> consumer.polls() >= before + 3);

    assertThat(consumer.paused()).contains(ZERO, ONE);
    assertThat(handled).isEmpty();
    release.countDown();
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ZERO)).isEqualTo(2));
  }

  @Test
  void finishesWorkUnderWayBeforeItCloses() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    consumer.give(ZERO, 0, "a");
    start(
        record -> {
          working.countDown();
          release.await();
          handled.add(text(record));
        });
    working.await();
    Thread closing = new Thread(loop::close);
    closing.start();

    release.countDown();
    closing.join();

    assertThat(handled).containsExactly("a");
    assertThat(consumer.closed()).isTrue();
    assertThat(loop.status().state()).isEqualTo(ConsumerLoop.State.STOPPED);
  }

  @Test
  void interruptsWorkThatDoesNotEndWhenItCloses() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    consumer.give(ZERO, 0, "a");
    loop =
        ConsumerLoop.perRecord(
            closingWithin(Duration.ofMillis(50)),
            () -> consumer,
            List.of(PacedConsumer.TOPIC),
            record -> {
              working.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException expected) {
                interrupted.countDown();
                throw expected;
              }
            },
            new DeadLetters(publisher, CLOCK));
    loop.start();
    working.await();

    loop.close();

    interrupted.await();
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void takesANewConsumerWhenTheLogFails() {
    PacedConsumer second = new PacedConsumer().give(ZERO, 0, "a");
    consumer.setPollException(new KafkaException("fenced"));
    Queue<PacedConsumer> consumers = new ArrayDeque<>(List.of(consumer, second));
    loop =
        ConsumerLoop.perRecord(
            SETTINGS,
            consumers::remove,
            List.of(PacedConsumer.TOPIC),
            record -> handled.add(text(record)),
            new DeadLetters(publisher, CLOCK));

    loop.start();

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(second.committedOffset(ZERO)).isEqualTo(1));
    assertThat(consumer.closed()).isTrue();
    assertThat(handled).containsExactly("a");
  }

  @Test
  void triesForEverToGetAConsumer() {
    AtomicInteger tries = new AtomicInteger();
    consumer.give(ZERO, 0, "a");
    loop =
        ConsumerLoop.perRecord(
            SETTINGS,
            () -> {
              if (tries.incrementAndGet() < 10) {
                throw new KafkaException("no such host");
              }
              return consumer;
            },
            List.of(PacedConsumer.TOPIC),
            record -> handled.add(text(record)),
            new DeadLetters(publisher, CLOCK));

    loop.start();

    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(handled).containsExactly("a"));
  }

  @Test
  void commitsAgainWhatWasNotCommitted() {
    consumer.failCommits(5);
    consumer.give(ZERO, 0, "a");

    start(record -> handled.add(text(record)));

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ZERO)).isEqualTo(1));
    assertThat(handled).containsExactly("a");
  }

  @Test
  void readsOnWhileTheBrokerDoesNotAnswerACommit() {
    consumer.leaveCommitsUnanswered();
    consumer.give(ZERO, 0, "a");
    start(record -> handled.add(text(record)));
    await().atMost(TIMEOUT).until(() -> consumer.unansweredCommits() > 0);

    consumer.give(ZERO, 1, "b");

    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(handled).containsExactly("a", "b"));
    assertThat(consumer.unansweredCommits()).isEqualTo(1);

    consumer.answerCommits();

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ZERO)).isEqualTo(2));
  }

  @Test
  void commitsWhatIsDoneAndForgetsTheRestOfAPartitionThatGoes() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    consumer.give(ZERO, 0, "a", "b", "c");
    start(
        record -> {
          working.countDown();
          release.await();
          handled.add(text(record));
        });
    working.await();
    consumer.schedulePollTask(
        () -> {
          release.countDown(); // the rebalance finds the work on "a" under way, or just done
          consumer.rebalance(List.of(ONE));
        });
    consumer.give(ONE, 0, "d");

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ONE)).isEqualTo(1));

    assertThat(handled).containsExactly("a", "d");
    assertThat(loop.status().partitions()).isEqualTo(1);
  }

  @Test
  void saysWhatItFailsWith() {
    consumer.give(ZERO, 0, "a");

    start(
        record -> {
          throw new IOException("store is down");
        });

    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              assertThat(loop.status().state()).isEqualTo(ConsumerLoop.State.RETRYING);
              assertThat(loop.status().failure().orElseThrow()).contains("store is down");
            });
    assertThat(loop.status().isLive(CLOCK.instant())).isTrue();
    assertThat(loop.status().isLive(CLOCK.instant().plus(Duration.ofMinutes(5)))).isFalse();
  }

  @Test
  void tellsHowFarItIsBehindAndWhatItHasDone() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger tries = new AtomicInteger();
    consumer.give(ZERO, 0, "a", "poison", "c", "d");
    consumer.updateEndOffsets(Map.of(ZERO, 9L, ONE, 0L));

    start(
        record -> {
          switch (text(record)) {
            case "poison" -> throw new PoisonRecordException("decode", "bad bytes", null);
            case "c" -> {
              if (tries.incrementAndGet() < 4) {
                throw new IOException("store is down");
              }
            }
            case "d" -> release.await();
            default -> handled.add(text(record));
          }
        });

    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              ConsumerLoop.Traffic traffic = loop.status().traffic();
              assertThat(traffic.handled()).isEqualTo(3);
              assertThat(traffic.failures()).isEqualTo(3);
              assertThat(traffic.lag()).hasValue(6); // "d", and five that are not read yet
            });
    release.countDown();
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(loop.status().traffic().handled()).isEqualTo(4));
  }

  @Test
  void recordsBehindAPostponedOneAreHandledAndCommittedWithIt() {
    AtomicBoolean mayGoOn = new AtomicBoolean();
    consumer.give(ZERO, 0, "a", "slow", "c");
    consumer.give(ONE, 0, "x");
    startBatch(
        (records, rejections) -> {
          for (ConsumerRecord<byte[], byte[]> record : records) {
            if (text(record).equals("slow") && !mayGoOn.get()) {
              rejections.postpone(record);
            } else {
              handled.add(text(record));
            }
          }
        });
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              assertThat(consumer.committedOffset(ZERO)).isEqualTo(1);
              assertThat(consumer.committedOffset(ONE)).isEqualTo(1);
            });

    // When there is more, of the same partition and of another
    consumer.give(ZERO, 3, "d");
    consumer.give(ONE, 1, "y");

    // Then it is handled, and its partition is committed up to the one that waits
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ONE)).isEqualTo(2));
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(handled).contains("d"));
    assertThat(consumer.committedOffset(ZERO)).isEqualTo(1);
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(loop.status().traffic().handled()).isEqualTo(5));
    mayGoOn.set(true);
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ZERO)).isEqualTo(4));
    assertThat(handled).containsExactlyInAnyOrder("a", "c", "x", "d", "y", "slow");
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(loop.status().traffic().handled()).isEqualTo(6));
  }

  @Test
  void readsNoMoreWhenTooManyRecordsArePostponed() {
    // Given a handler that postpones everything, and settings that allow two
    AtomicBoolean mayGoOn = new AtomicBoolean();
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    consumer.give(ZERO, 0, "a");
    startBatch(
        (records, rejections) -> {
          sizes.add(records.size());
          for (ConsumerRecord<byte[], byte[]> record : records) {
            if (mayGoOn.get()) {
              handled.add(text(record));
            } else {
              rejections.postpone(record);
            }
          }
        });

    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(sizes).contains(1));
    consumer.give(ZERO, 1, "b");
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(sizes).contains(2));
    consumer.give(ZERO, 2, "c");
    int before = sizes.size();
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(sizes).hasSizeGreaterThan(before + 20));
    assertThat(sizes).doesNotContain(3);
    assertThat(handled).isEmpty();
    mayGoOn.set(true);
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(handled).containsExactly("a", "b", "c"));
  }

  @Test
  void postponedRecordsAreFinishedBeforeTheLoopCloses() {
    // Given a record that is postponed until the loop closes, and some times more
    AtomicBoolean closing = new AtomicBoolean();
    AtomicInteger calls = new AtomicInteger();
    consumer.give(ZERO, 0, "a");
    startBatch(
        (records, rejections) -> {
          if (calls.incrementAndGet() > 1000 && closing.get()) {
            handled.add(text(records.get(0)));
          } else {
            rejections.postpone(records.get(0));
          }
        });
    await().atMost(TIMEOUT).until(() -> calls.get() > 0);

    // When
    calls.set(900);
    closing.set(true);
    loop.close();

    // Then
    assertThat(handled).containsExactly("a");
  }

  @Test
  void postponedRecordsOfAPartitionThatHasGoneAreForgotten() {
    consumer.give(ZERO, 0, "slow", "b");
    startBatch(
        (records, rejections) -> {
          for (ConsumerRecord<byte[], byte[]> record : records) {
            handled.add(text(record));
            if (text(record).equals("slow")) {
              rejections.postpone(record);
            }
          }
        });
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(handled).contains("slow", "b"));

    consumer.schedulePollTask(() -> consumer.rebalance(List.of(ONE)));
    consumer.give(ONE, 0, "x");

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(consumer.committedOffset(ONE)).isEqualTo(1));
    assertThat(handled).last().isEqualTo("x");
    assertThat(handled).filteredOn("b"::equals).hasSize(1);
  }

  @Test
  void canBeClosedWithoutHavingBeenStarted() {
    loop = loop(record -> handled.add(text(record)), publisher);

    loop.close();

    assertThat(loop.status().isLive(Instant.MAX)).isTrue();
  }

  private static ConsumerLoopSettings closingWithin(Duration closeTimeout) {
    return new ConsumerLoopSettings(
        "test-loop",
        Duration.ofMillis(10),
        Duration.ofMillis(5),
        new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)),
        Duration.ofSeconds(30),
        closeTimeout,
        2);
  }

  private void start(RecordHandler handler) {
    start(handler, publisher);
  }

  private void start(RecordHandler handler, RecordingPublisher to) {
    loop = loop(handler, to);
    loop.start();
  }

  private ConsumerLoop loop(RecordHandler handler, RecordingPublisher to) {
    return ConsumerLoop.perRecord(
        SETTINGS,
        () -> consumer,
        List.of(PacedConsumer.TOPIC),
        handler,
        new DeadLetters(to, CLOCK));
  }

  private void startBatch(BatchHandler handler) {
    loop =
        ConsumerLoop.perBatch(
            SETTINGS,
            () -> consumer,
            List.of(PacedConsumer.TOPIC),
            handler,
            new DeadLetters(publisher, CLOCK));
    loop.start();
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return text(record.value());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static String header(Header header) {
    return text(header.value());
  }
}
