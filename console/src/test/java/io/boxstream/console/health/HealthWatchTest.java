package io.boxstream.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HealthWatchTest {
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");

  private final List<Map<String, Health>> told = new ArrayList<>();
  private final List<CompletableFuture<Optional<Observation>>> looks = new ArrayList<>();
  private final HealthWatch watch =
      new HealthWatch(Map.of("trainer", this::look), Clock.fixed(NOW, ZoneOffset.UTC), told::add);

  private CompletableFuture<Optional<Observation>> look() {
    CompletableFuture<Optional<Observation>> look = new CompletableFuture<>();
    looks.add(look);
    return look;
  }

  @Test
  void tellsChangesOnly() {
    // When
    seen(up("RUNNING"));
    seen(up("RUNNING"));
    seen(up("READING"));

    // Then
    assertThat(told).hasSize(2);
    assertThat(watch.health().get("trainer"))
        .isEqualTo(new Health(HealthState.UP, up("READING").checks(), NOW));
  }

  @Test
  void saysThatAServiceIsAwayAndIsBack() {
    // Given
    seen(up("RUNNING"));

    // When
    watch.tick();
    looks.get(looks.size() - 1).completeExceptionally(new IllegalStateException("refused"));
    seen(up("RUNNING"));

    // Then
    assertThat(told)
        .extracting(health -> health.get("trainer").state())
        .containsExactly(HealthState.UP, HealthState.AWAY, HealthState.UP);
  }

  @Test
  void asksAgainOnlyAfterTheAnswer() {
    // When
    watch.tick();
    watch.tick();

    // Then
    assertThat(looks).hasSize(1);
    looks.get(0).complete(Optional.empty());
    watch.tick();
    assertThat(looks).hasSize(2);
    assertThat(watch.health()).isEmpty();
  }

  private void seen(Observation observation) {
    watch.tick();
    looks.get(looks.size() - 1).complete(Optional.of(observation));
  }

  private static Observation up(String log) {
    return new Observation(
        HealthState.UP, List.of(new HealthCheck("trainer", "UP", Map.of("log", log))));
  }
}
