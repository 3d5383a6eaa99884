package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StartPolicyTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private final StartPolicy policy =
      new StartPolicy(true, 100, 20, Duration.ofSeconds(30), Duration.ofMinutes(10));

  @Test
  void waitsUntilTheDataSetRests() {
    assertThat(policy.isDue(NOON, NOON.plusSeconds(60), NOON.plusSeconds(89))).isFalse();
    assertThat(policy.isDue(NOON, NOON.plusSeconds(60), NOON.plusSeconds(90))).isTrue();
  }

  @Test
  void doesNotWaitForEverForADataSetThatNeverRests() {
    assertThat(policy.isDue(NOON, NOON.plusSeconds(599), NOON.plusSeconds(599))).isFalse();
    assertThat(policy.isDue(NOON, NOON.plusSeconds(600), NOON.plusSeconds(600))).isTrue();
  }

  @Test
  void wantsEnoughImagesEnoughChangesAndSomethingToEvaluateOn() {
    assertThat(policy.hasEnoughImages(100, 1, 20)).isTrue();
    assertThat(policy.hasEnoughImages(99, 1, 20)).isFalse();
    assertThat(policy.hasEnoughImages(100, 0, 20)).isFalse();
    assertThat(policy.hasEnoughImages(100, 1, 19)).isFalse();
  }

  @Test
  void neverStartsByItselfWhenAutomaticRunsAreOff() {
    StartPolicy manual = new StartPolicy(false, 1, 1, Duration.ZERO, Duration.ZERO);

    assertThat(manual.isDue(NOON, NOON, NOON.plusSeconds(3600))).isFalse();
    assertThat(manual.hasEnoughImages(1000, 100, 1000)).isFalse();
  }

  @Test
  void refusesAMaximumWaitShorterThanTheQuietPeriod() {
    assertThatThrownBy(
            () -> new StartPolicy(true, 1, 1, Duration.ofMinutes(2), Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT2M");
  }
}
