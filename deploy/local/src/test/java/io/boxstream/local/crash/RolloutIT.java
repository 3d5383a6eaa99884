package io.boxstream.local.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.local.LocalCheckout;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts by the packaged evaluator-service and inference-service. */
@Tag("system")
@Tag("soak")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RolloutIT {
  private static final Duration LONGEST = Duration.ofSeconds(120);

  @TempDir Path directory;

  private Surroundings surroundings;
  private int images;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");
    surroundings = new Surroundings(directory);
    PromotedModel.promote(surroundings.artifacts());
  }

  @AfterEach
  void stop() {
    if (surroundings != null) {
      surroundings.close();
    }
  }

  @Test
  void aGoodCanaryIsPromotedAlthoughBothServicesAreKilledAndABadOneIsRolledBack() throws Exception {
    CheckpointId good = PromotedModel.evaluated(surroundings.artifacts(), 2, 1);
    CheckpointId bad = PromotedModel.evaluated(surroundings.artifacts(), 3, 2);
    try (RunningService evaluator = evaluator();
        RunningService inference = inference()) {
      begin(evaluator, good, "\"images\": 60");
      detectUntil(inference, evaluator, rollout -> rollout.at("/measured/images").asInt() >= 3);
    }

    try (RunningService evaluator = evaluator();
        RunningService inference = inference()) {
      JsonNode promoted =
          detectUntil(
              inference, evaluator, rollout -> rollout.path("state").asText().equals("promoted"));
      assertThat(promoted.at("/measured/instances").asInt()).isEqualTo(2);
      assertThat(promoted.at("/measured/differing").asInt()).isZero();
      // The end is written before the promotion.
      JsonNode link =
          await()
              .atMost(LONGEST)
              .until(
                  () -> evaluator.get("/v1/models/detector/promotions").at("/promotions/1"),
                  promotion -> !promotion.isMissingNode());
      assertThat(link.path("checkpoint").asText()).isEqualTo(good.toString());
      assertThat(link.path("reason").asText()).startsWith("rollout detector-1: a test");
      await()
          .atMost(LONGEST)
          .until(() -> inference.get("/v1/model").path("generation").asInt() == 2);

      begin(evaluator, bad, "\"images\": 1000, \"disagreement\": 0");
      JsonNode rolledBack =
          detectUntil(
              inference,
              evaluator,
              rollout -> rollout.path("state").asText().equals("rolled-back"));
      assertThat(rolledBack.at("/end/reason").asText()).contains("different objects in");
      assertThat(answering(detect(inference))).isEqualTo(good.toString());
    }
  }

  private RunningService evaluator() throws IOException {
    return surroundings.start("evaluator-service").awaitReady();
  }

  private RunningService inference() throws IOException {
    return surroundings
        .start("inference-service", "-Dboxstream.inference.threshold=0.3")
        .awaitReady();
  }

  private static void begin(RunningService evaluator, CheckpointId challenger, String budgets)
      throws Exception {
    String request =
        """
        {"checkpoint": "%s", "mode": "canary", "share": 1, "onSuccess": "promote",
         "budgets": {"latencyRatio": 100, %s}, "caller": "Ana", "reason": "a test"}
        """
            .formatted(challenger, budgets);
    HttpResponse<String> started =
        evaluator.post("/v1/rollouts", "application/json", request.getBytes(UTF_8));
    assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
  }

  /** Sends images, each of which must be answered, until the newest rollout is as wanted. */
  private JsonNode detectUntil(
      RunningService inference, RunningService evaluator, Predicate<JsonNode> wanted) {
    return await()
        .atMost(LONGEST)
        .until(
            () -> {
              detect(inference);
              return evaluator.get("/v1/rollouts").path("rollouts").get(0);
            },
            wanted);
  }

  private HttpResponse<String> detect(RunningService inference) throws Exception {
    HttpResponse<String> answer =
        inference.post("/v1/detect", "image/png", DeadlyImages.harmless(images++));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static String answering(HttpResponse<String> answer) throws IOException {
    return RunningService.json(answer).at("/model/checkpointId").asText();
  }
}
