package io.boxstream.console.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogReaderTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<MockConsumer<byte[], byte[]>> made = new CopyOnWriteArrayList<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private LogReader log = reader(2, LONG);

  @AfterEach
  void close() {
    held.countDown();
    log.close();
  }

  private LogReader reader(int mostWaiting, Duration longestWait) {
    return new LogReader("log", this::consumer, mostWaiting, longestWait);
  }

  private Consumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    made.add(consumer);
    return consumer;
  }

  @Test
  void readsWithOneConsumerOnOneThread() {
    // When
    Thread first = log.read(consumer -> Thread.currentThread()).join();
    Thread second = log.read(consumer -> Thread.currentThread()).join();

    // Then
    assertThat(second).isSameAs(first).isNotSameAs(Thread.currentThread());
    assertThat(made).hasSize(1);
  }

  @Test
  void makesAnotherConsumerAfterAFailure() {
    // When
    CompletableFuture<Integer> failed =
        log.read(
            consumer -> {
              throw new TimeoutException("no answer");
            });

    // Then
    assertThatThrownBy(failed::join).hasCauseInstanceOf(LogUnavailableException.class);
    assertThat(log.read(consumer -> 7).join()).isEqualTo(7);
    assertThat(made).hasSize(2);
    assertThat(made.get(0).closed()).isTrue();
  }

  @Test
  void refusesReadsWhenTooManyWait() throws Exception {
    // Given
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Integer> present = log.read(consumer -> hold(begun));
    begun.await();
    CompletableFuture<Integer> waiting = log.read(consumer -> 2);
    CompletableFuture<Integer> alsoWaiting = log.read(consumer -> 3);

    // When
    CompletableFuture<Integer> tooMany = log.read(consumer -> 4);

    // Then
    assertThatThrownBy(tooMany::join).hasCauseInstanceOf(LogUnavailableException.class);
    held.countDown();
    assertThat(present.join() + waiting.join() + alsoWaiting.join()).isEqualTo(6);
  }

  @Test
  void givesUpAReadThatHasWaitedTooLong() throws Exception {
    // Given
    log.close();
    log = reader(2, Duration.ZERO);

    // When
    CompletableFuture<Integer> late = log.read(consumer -> 1);

    // Then
    assertThatThrownBy(late::join).hasCauseInstanceOf(LogUnavailableException.class);
    assertThat(made).isEmpty();
  }

  @Test
  void failsWhatWaitsWhenItCloses() throws Exception {
    // Given
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Integer> present = log.read(consumer -> hold(begun));
    begun.await();
    CompletableFuture<Integer> waiting = log.read(consumer -> 2);

    // When
    log.close();

    // Then
    assertThatThrownBy(present::join).hasCauseInstanceOf(LogUnavailableException.class);
    assertThatThrownBy(waiting::join).hasCauseInstanceOf(LogUnavailableException.class);
    assertThatThrownBy(log.read(consumer -> 3)::join)
        .hasCauseInstanceOf(LogUnavailableException.class);
    assertThat(made.get(0).closed()).isTrue();
  }

  private int hold(CountDownLatch begun) {
    begun.countDown();
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new KafkaException("interrupted", e);
    }
    return 1;
  }
}
