package io.boxstream.console.overview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.console.Service;
import io.boxstream.console.alerts.Alert;
import io.boxstream.console.alerts.AlertWatch;
import io.boxstream.console.alerts.ConsoleAlerts;
import io.boxstream.console.answers.Caller;
import io.boxstream.console.answers.ServiceAnswer;
import io.boxstream.console.answers.SharedAnswers;
import io.boxstream.console.health.HealthCheck;
import io.boxstream.console.health.HealthState;
import io.boxstream.console.health.HealthWatch;
import io.boxstream.console.health.Observation;
import io.boxstream.console.operations.ServiceVitals;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverviewsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Caller EVERYTHING = new Caller(Optional.empty(), true);

  private final Map<String, String> documents = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final Map<String, Observation> seen = new HashMap<>();
  private final ObjectMapper mapper = new ObjectMapper();
  private final SharedAnswers answers = new SharedAnswers(this::get, System::nanoTime);
  private final HealthWatch health =
      new HealthWatch(
          Map.of(
              "trainer",
              () -> CompletableFuture.completedFuture(Optional.ofNullable(seen.get("trainer")))),
          CLOCK,
          changed -> {});
  private final Alert alert =
      new Alert("BoxstreamServiceDown", true, "It is down", Optional.empty(), NOW);
  private final AlertWatch alerts =
      new AlertWatch(
          () -> CompletableFuture.completedFuture(List.of(alert)),
          URI.create("http://prometheus:9090/alerts"),
          CLOCK,
          () -> {});
  private final Overviews overviews =
      new Overviews(
          answers,
          new ServiceVitals(answers, mapper),
          health,
          new ConsoleAlerts(Optional.of(alerts)),
          mapper,
          CLOCK);

  @BeforeEach
  void fill() {
    documents.put(
        "ingest/v1/statistics",
        """
        {"images": 196, "boxes": 213, "classes": [{"name": "raccoon"}],
         "days": [{"date": "2026-11-28", "images": 90}, {"date": "2026-11-29", "images": 106}],
         "splits": {"train": {"images": 136}, "val": {"images": 20}, "test": {"images": 40}}}
        """);
    documents.put("ingest/v1/rejected-images?limit=1", "{\"items\": [{}], \"total\": 4}");
    documents.put(
        "ingest/v1/suspects/summary",
        "{\"total\": 4, \"reasons\": {\"duplicate\": 2, \"misplaced-box\": 3}, \"leaks\": {\"val\": {\"leaked\": 2}, \"test\": {\"leaked\": 0}}}");
    documents.put("ingest/v1/hard-examples/summary", "{\"total\": 1234, \"reasons\": {}}");
    documents.put(
        "trainer/v1/runs?limit=1",
        "[{\"id\": \"r-1\", \"state\": \"RUNNING\", \"checkpoints\": [{}, {}, {}]}]");
    documents.put(
        "evaluator/v1/evaluations?limit=1",
        "{\"evaluations\": [{\"checkpoint\": \"r-1-000002\", \"model\": \"detector\", \"voc07\": 0.75, \"decision\": {\"promoted\": true, \"reason\": \"better\", \"decidedAt\": \"2026-11-29T19:00:00Z\"}}]}");
    documents.put("inference/v1/model", "{\"model\": \"detector\", \"generation\": 7}");
    documents.put(
        "evaluator/v1/models/detector/promotions",
        "{\"promotions\": [{\"generation\": 1}, {\"generation\": 2}, {\"generation\": 3}, {\"generation\": 4}, {\"generation\": 5}, {\"generation\": 6}, {\"generation\": 7, \"decidedAt\": \"2026-11-29T19:00:00Z\"}]}");
  }

  private CompletableFuture<ServiceAnswer> get(
      Service service, String target, Optional<String> authorization, Duration timeout) {
    asked.add(service.code() + target);
    return Optional.ofNullable(documents.get(service.code() + target))
        .map(
            body -> CompletableFuture.completedFuture(new ServiceAnswer(200, body.getBytes(UTF_8))))
        .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("refused")));
  }

  @Test
  void putsTheLoopTogether() {
    // When
    Overview overview = overview();

    // Then
    assertThat(overview.away()).isEmpty();
    assertThat(overview.dataSet().orElseThrow())
        .isEqualTo(
            new Overview.DataSet(
                196,
                213,
                1,
                136,
                20,
                40,
                List.of(new Overview.Day("2026-11-28", 90), new Overview.Day("2026-11-29", 106))));
    assertThat(overview.run().orElseThrow().toString())
        .isEqualTo("{\"id\":\"r-1\",\"state\":\"RUNNING\"}");
    assertThat(overview.checkpoints()).contains(3);
    assertThat(overview.evaluation().orElseThrow().voc07()).contains(0.75);
    assertThat(overview.promotions())
        .extracting(promotion -> promotion.get("generation").asInt())
        .containsExactly(7, 6, 5, 4, 3);
  }

  @Test
  void saysWhatNeedsAPerson() {
    assertThat(overview().needs())
        .containsExactly(
            Need.count(NeedKind.LEAKS, Need.Urgency.SOON, "val", 2),
            Need.count(NeedKind.QUARANTINE, Need.Urgency.WHENEVER, 4),
            Need.count(NeedKind.SUSPECTS, Need.Urgency.WHENEVER, 4),
            Need.count(NeedKind.HARD_EXAMPLES, Need.Urgency.WHENEVER, 1234));
  }

  @Test
  void showsAlertsToThoseWhoMayReadMetrics() {
    alerts.tick();

    assertThat(overview().alerts().orElseThrow().items()).containsExactly(alert);
    assertThat(overviews.overview(new Caller(Optional.empty(), false)).join().alerts()).isEmpty();
  }

  @Test
  void putsWhatDoesNotWorkFirst() {
    // Given
    seen.put("trainer", Observation.away());
    health.tick();
    documents.put(
        "inference/q/metrics",
        """
        boxstream_consumer_lag_records{topic="detection-requests"} 5000
        boxstream_disk_free_bytes 9
        boxstream_disk_size_bytes 100
        """);
    documents.put("inference/v1/model", "{\"model\": \"detector\", \"generation\": 6}");
    documents.put(
        "trainer/v1/runs?limit=1",
        "[{\"id\": \"r-2\", \"state\": \"FAILED\", \"detail\": \"the loss is not a number\"}]");

    // When
    List<Need> needs = overview().needs();

    // Then
    assertThat(needs.subList(0, 6))
        .containsExactly(
            Need.about(NeedKind.AWAY, Need.Urgency.NOW, "trainer", Optional.empty()),
            Need.about(NeedKind.DISK, Need.Urgency.NOW, "inference", Optional.empty()),
            Need.count(NeedKind.LEAKS, Need.Urgency.SOON, "val", 2),
            Need.about(
                NeedKind.RUN_FAILED,
                Need.Urgency.SOON,
                "r-2",
                Optional.of("the loss is not a number")),
            Need.about(NeedKind.SERVED_BEHIND, Need.Urgency.SOON, "7", Optional.empty()),
            Need.count(NeedKind.LAG, Need.Urgency.SOON, "detection-requests", 5000));
  }

  @Test
  void leavesOutWhatAServiceDoesNotAnswer() {
    // Given
    documents.keySet().removeIf(address -> address.startsWith("ingest"));

    // When
    Overview overview = overview();

    // Then
    assertThat(overview.away()).containsExactly("ingest");
    assertThat(overview.dataSet()).isEmpty();
    assertThat(overview.run()).isPresent();
    assertThat(overview.promotions()).hasSize(5);
  }

  @Test
  void asksForMetricsOnlyAsSomeoneWhoMayReadThem() {
    // When
    overviews.overview(new Caller(Optional.of("Bearer anna"), false)).join();

    // Then
    assertThat(asked).noneMatch(address -> address.contains("metrics"));
  }

  @Test
  void showsDownChecksInWords() {
    // Given
    seen.put(
        "trainer",
        new Observation(
            HealthState.DOWN,
            List.of(new HealthCheck("trainer", "DOWN", Map.of("log", "RETRYING")))));
    health.tick();

    // Then
    assertThat(overview().needs().get(0).detail()).contains("trainer {log=RETRYING}");
  }

  private Overview overview() {
    return overviews.overview(EVERYTHING).join();
  }
}
