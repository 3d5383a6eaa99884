package io.boxstream.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.consume.ConsumerLoop;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BrokerProbeTest {
  private long now = 5;
  private ConsumerLoop.Status status = status(0, Optional.empty());
  private final BrokerProbe probe = new BrokerProbe(() -> status, () -> now);

  @Test
  void saysNothingBeforeItKnows() {
    assertThat(look()).isEmpty();
    pass(9);
    assertThat(look()).isEmpty();
  }

  @Test
  void isUpWhileAnswersCome() {
    status = status(3, Optional.empty());
    assertThat(state()).isEqualTo(HealthState.UP);
    pass(9);
    assertThat(state()).isEqualTo(HealthState.UP);
  }

  @Test
  void isAwayWithoutAnswersAndComesBack() {
    // Given
    status = status(3, Optional.empty());
    state();

    // When
    pass(11);

    // Then
    assertThat(state()).isEqualTo(HealthState.AWAY);
    status = status(1, Optional.empty());
    assertThat(state()).isEqualTo(HealthState.UP);
  }

  @Test
  void saysWhyReadingFails() {
    // When
    status = status(0, Optional.of("no topic checkpoints"));
    pass(11);

    // Then
    assertThat(look().orElseThrow().checks().get(0).data())
        .containsEntry("failure", "no topic checkpoints");
  }

  private HealthState state() {
    return look().orElseThrow().state();
  }

  private Optional<Observation> look() {
    return probe.observe().join();
  }

  private void pass(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  private static ConsumerLoop.Status status(long responses, Optional<String> failure) {
    return new ConsumerLoop.Status(
        ConsumerLoop.State.RUNNING,
        1,
        0,
        failure,
        new ConsumerLoop.Traffic(OptionalLong.empty(), 0, 0, responses),
        Instant.EPOCH);
  }
}
