package io.boxstream.console.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertWatchTest {
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");
  private static final URI LINK = URI.create("http://prometheus:9090/alerts");

  private final List<CompletableFuture<List<Alert>>> asked = new ArrayList<>();
  private int changes;
  private final AlertWatch watch =
      new AlertWatch(this::ask, LINK, Clock.fixed(NOW, ZoneOffset.UTC), () -> changes++);

  private CompletableFuture<List<Alert>> ask() {
    CompletableFuture<List<Alert>> answer = new CompletableFuture<>();
    asked.add(answer);
    return answer;
  }

  private void answer(List<Alert> firing) {
    watch.tick();
    asked.get(asked.size() - 1).complete(firing);
  }

  private static Alert alert(String name, boolean critical, int minutesAgo) {
    return new Alert(
        name, critical, name + " fires", Optional.empty(), NOW.minusSeconds(60L * minutesAgo));
  }

  @Test
  void knowsNothingBeforeTheFirstAnswer() {
    watch.tick();

    assertThat(watch.alerts()).isEmpty();
  }

  @Test
  void putsCriticalAlertsFirstAndThenTheLatest() {
    answer(List.of(alert("a", false, 1), alert("b", true, 30), alert("c", true, 10)));

    Alerts alerts = watch.alerts().orElseThrow();
    assertThat(alerts.items()).extracting(Alert::name).containsExactly("c", "b", "a");
    assertThat(alerts.away()).isFalse();
    assertThat(alerts.link()).isEqualTo(LINK);
  }

  @Test
  void tellsWhenSomethingHasChangedAndOnlyThen() {
    answer(List.of(alert("a", false, 1)));
    answer(List.of(alert("a", false, 1)));
    assertThat(changes).isEqualTo(1);

    answer(List.of());
    assertThat(changes).isEqualTo(2);
    assertThat(watch.alerts().orElseThrow().items()).isEmpty();
  }

  @Test
  void saysThatPrometheusIsAwayAndForgetsItsAlerts() {
    answer(List.of(alert("a", true, 1)));

    watch.tick();
    asked.get(1).completeExceptionally(new IllegalStateException("refused"));

    assertThat(watch.alerts()).contains(new Alerts(true, NOW, List.of(), 0, LINK));
    answer(List.of());
    assertThat(watch.alerts()).contains(new Alerts(false, NOW, List.of(), 0, LINK));
  }

  @Test
  void asksOneQuestionAtATime() {
    watch.tick();
    watch.tick();
    assertThat(asked).hasSize(1);

    asked.get(0).complete(List.of());
    watch.tick();
    assertThat(asked).hasSize(2);
  }

  @Test
  void keepsABoundedNumber() {
    answer(IntStream.range(0, 70).mapToObj(index -> alert("a" + index, false, index)).toList());

    Alerts alerts = watch.alerts().orElseThrow();
    assertThat(alerts.items()).hasSize(50);
    assertThat(alerts.more()).isEqualTo(20);
  }
}
