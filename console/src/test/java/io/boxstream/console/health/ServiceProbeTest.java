package io.boxstream.console.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.console.Service;
import io.boxstream.console.answers.ServiceAnswer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ServiceProbeTest {

  @Test
  void readsChecksWithTheirData() {
    // When
    Observation seen =
        observe(
            503,
            """
            {"status": "DOWN", "checks": [
              {"name": "training", "status": "UP"},
              {"name": "trainer", "status": "DOWN", "data": {"log": "RETRYING", "tries": 7}}]}
            """);

    // Then
    assertThat(seen.state()).isEqualTo(HealthState.DOWN);
    assertThat(seen.checks())
        .containsExactly(
            new HealthCheck("training", "UP", Map.of()),
            new HealthCheck("trainer", "DOWN", Map.of("log", "RETRYING", "tries", "7")));
  }

  @Test
  void isUpWhenTheServiceSaysSo() {
    assertThat(observe(200, "{\"status\": \"UP\", \"checks\": []}").state())
        .isEqualTo(HealthState.UP);
  }

  @Test
  void isDownWhenSomethingElseAnswers() {
    assertThat(observe(200, "<html>").state()).isEqualTo(HealthState.DOWN);
    assertThat(observe(404, "").state()).isEqualTo(HealthState.DOWN);
    assertThat(observe(200, "[]").state()).isEqualTo(HealthState.DOWN);
  }

  private static Observation observe(int status, String body) {
    return new ServiceProbe(
            Service.TRAINER,
            (service, target, authorization, timeout) ->
                CompletableFuture.completedFuture(new ServiceAnswer(status, body.getBytes(UTF_8))),
            new ObjectMapper())
        .observe()
        .join()
        .orElseThrow();
  }
}
