package io.boxstream.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.testbed.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;

class RenewedProducerTest {
  private static final SaslAuthenticationException REFUSED =
      new SaslAuthenticationException("unknown user");

  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private final RenewedProducer producers = new RenewedProducer(MockProducer::new, clock);

  @Test
  void aProducerThatIsRefusedAtFirstIsReplacedAfterASecond() {
    Producer<byte[], byte[]> first = producers.get();

    producers.failed(first, REFUSED);
    assertThatThrownBy(producers::get).isSameAs(REFUSED);
    clock.advance(Duration.ofSeconds(1));

    assertThat(producers.get()).isNotSameAs(first);
    await().until(((MockProducer<byte[], byte[]>) first)::closed);
    assertThat(producers.get()).isSameAs(producers.get());
  }

  @Test
  void aProducerThatHasAnIdIsKept() {
    Producer<byte[], byte[]> first = producers.get();
    producers.acknowledged();
    clock.advance(Duration.ofSeconds(1));

    producers.failed(first, REFUSED);

    assertThat(producers.get()).isSameAs(first);
  }

  @Test
  void otherFailuresPass() {
    Producer<byte[], byte[]> first = producers.get();
    clock.advance(Duration.ofSeconds(1));

    producers.failed(first, new NetworkException("away"));

    assertThat(producers.get()).isSameAs(first);
  }
}
