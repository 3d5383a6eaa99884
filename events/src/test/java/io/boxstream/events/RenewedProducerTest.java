package io.boxstream.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;

class RenewedProducerTest {
  private static final SaslAuthenticationException REFUSED =
      new SaslAuthenticationException("unknown user");

  private final SteppedClock clock = new SteppedClock();
  private final RenewedProducer producers = new RenewedProducer(MockProducer::new, clock);

  @Test
  void aProducerThatIsRefusedAtFirstIsReplacedAfterASecond() {
    Producer<byte[], byte[]> first = producers.get();

    producers.failed(first, REFUSED);
    assertThatThrownBy(producers::get).isSameAs(REFUSED);
    clock.now = clock.now.plusSeconds(1);

    assertThat(producers.get()).isNotSameAs(first);
    await().until(((MockProducer<byte[], byte[]>) first)::closed);
    assertThat(producers.get()).isSameAs(producers.get());
  }

  @Test
  void aProducerThatHasAnIdIsKept() {
    Producer<byte[], byte[]> first = producers.get();
    producers.acknowledged();
    clock.now = clock.now.plusSeconds(1);

    producers.failed(first, REFUSED);

    assertThat(producers.get()).isSameAs(first);
  }

  @Test
  void otherFailuresPass() {
    Producer<byte[], byte[]> first = producers.get();
    clock.now = clock.now.plusSeconds(1);

    producers.failed(first, new NetworkException("away"));

    assertThat(producers.get()).isSameAs(first);
  }

  private static final class SteppedClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
