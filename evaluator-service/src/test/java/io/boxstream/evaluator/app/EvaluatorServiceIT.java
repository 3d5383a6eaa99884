package io.boxstream.evaluator.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.training.Initialization;
import io.boxstream.detection.training.OptimizerSettings;
import io.boxstream.detection.training.UpdateSettings;
import io.boxstream.evaluator.Samples;
import io.boxstream.events.EvaluationCompleted;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.RolloutChanged;
import io.boxstream.events.RolloutProgress;
import io.boxstream.events.RolloutState;
import io.boxstream.testbed.OnTestbed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it is packaged, on a real broker, a real store and the real engine. */
@QuarkusTest
@QuarkusTestResource(KafkaAndStore.class)
@OnTestbed
class EvaluatorServiceIT {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String PROBLEM = "application/problem+json";
  private static final String ROLLOUTS = "/v1/rollouts";
  private static final String PROMOTIONS = "/v1/models/detector/promotions";

  @TempDir Path directory;

  @Test
  void scoresTwoCheckpointsAndPromotesByHandOverHttp() {
    String snapshot = KafkaAndStore.testbed().publishImages(3);
    KafkaAndStore.testbed().writeCheckpoint(1, snapshot, parameters(1));
    KafkaAndStore.testbed().writeCheckpoint(2, snapshot, parameters(2));
    await().atMost(LONG).until(() -> evaluations().size() == 2);

    given()
        .get("/v1/evaluations")
        .then()
        .statusCode(200)
        .body("evaluations.checkpoint", hasItems("run-000001", "run-000002"));
    given()
        .get("/v1/evaluations/run-000001")
        .then()
        .statusCode(200)
        .body("decision.verdict", equalTo("first-promoted"))
        .body("warnings.code", hasItems("few-validation-images", "class-missing-in-training"))
        .body("validationSet.images", equalTo(3))
        .body("perClass.hat.groundTruths", equalTo(3))
        .body("perClass.hat.coco", notNullValue())
        .body("coco.precision.all", notNullValue())
        .body("coco.precision.large", nullValue())
        .body("curvesKey", startsWith("model-blobs/"))
        .body("model", equalTo("detector"));

    String next =
        given()
            .get("/v1/evaluations?limit=1")
            .then()
            .body("evaluations", hasSize(1))
            .extract()
            .path("next");
    given()
        .get("/v1/evaluations?limit=1&after=" + next)
        .then()
        .body("evaluations", hasSize(1))
        .body("next", nullValue());

    previewsAnotherPolicy();
    showWhereACheckpointFails();
    promoteTheOther();
    rollsOutThroughProgressOfAnInstance();
    endsARolloutWhoseTimeRunsOut();

    given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    given()
        .get("/q/metrics")
        .then()
        .body(containsString("boxstream_evaluator_evaluation_seconds_count 2.0"))
        .body(containsString("boxstream_evaluator_promotions_total{decided_by=\"hand\"} 2.0"));
    given().get("/q/openapi").then().body(containsString("/v1/models/{name}/promotions"));
  }

  @Test
  void sweepsTheStoreAndSaysWhatItFound() {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> given().get("/v1/retention").then().body("last.startedAt", notNullValue()));
    given()
        .get("/v1/retention")
        .then()
        .statusCode(200)
        .body("next", notNullValue())
        .body("failure", nullValue())
        .body("last.categories.blobs.removed.objects", equalTo(0));
    given()
        .get("/v1/retention/preview")
        .then()
        .statusCode(200)
        .body("categories.keySet()", hasItems("checkpoints", "evaluations", "runs", "snapshots"))
        .body("removed", hasSize(0));
    given()
        .post("/v1/retention/sweep")
        .then()
        .statusCode(202)
        .body("last.categories.checkpoints.kept", notNullValue());
    given()
        .get("/q/metrics")
        .then()
        .body(containsString("boxstream_retention_objects{category=\"blobs\",state=\"kept\"}"))
        .body(
            containsString("boxstream_retention_removed_bytes_total{category=\"quarantine\"} 0.0"))
        .body(containsString("boxstream_retention_last_success_timestamp_seconds"));
  }

  @Test
  void aPageOfAnotherOriginCannotPromote() {
    String promotion =
        "{\"checkpoint\": \"no-such-000009\", \"caller\": \"Ana\", \"reason\": \"x\"}";

    problem(
        given()
            .header("Origin", "http://page.example")
            .multiPart("checkpoint", "no-such-000009")
            .post(PROMOTIONS)
            .then(),
        403,
        "foreign-origin");
    problem(
        given()
            .header("Host", "page.example:8083")
            .contentType("application/json")
            .body(promotion)
            .post(PROMOTIONS)
            .then(),
        403,
        "foreign-host");
    problem(
        given().contentType("application/json").body(promotion).post(PROMOTIONS).then(),
        404,
        "unknown-checkpoint");
  }

  @Test
  void answersBadRequestsWithProblems() {
    problem(given().get("/v1/evaluations/no-such-000009").then(), 404, "evaluation-not-found");
    problem(given().get("/v1/evaluations/nonsense").then(), 400, "invalid-request");
    problem(
        given().get("/v1/evaluations/no-such-000009/report").then(), 404, "evaluation-not-found");
    for (String limit : List.of("0", "-1", "1001", "ten", "1.5")) {
      problem(given().get("/v1/evaluations?limit=" + limit).then(), 400, "invalid-request");
    }
    problem(given().get("/v1/evaluations/run-000001/curves").then(), 404, "not-found");
    problem(given().get("/v1/models/nobody/promotions").then(), 404, "model-not-found");
    problem(given().get("/v1/models/detector").then(), 404, "not-found");
    problem(given().get("/v1/evaluations?after=nonsense").then(), 400, "invalid-request");
    problem(given().get("/v1/nothing").then(), 404, "not-found");
    problem(given().get("/v1/models/a%20b/promotions").then(), 400, "invalid-request");
    problem(promote("no-such-000009", "Ana", "x"), 404, "unknown-checkpoint");
    problem(promote("no-such-000009", "Ana", " "), 400, "invalid-request")
        .body("detail", containsString("reason is missing"));
    problem(promote("no-such-000009", "", "x"), 400, "invalid-request")
        .body("detail", containsString("caller is missing"));
    problem(promote("no-such-000009", "a".repeat(201), "x"), 400, "invalid-request");
    problem(promote("no-such-000009", "A\\nB", "x"), 400, "invalid-request");
    problem(promote("{\"reason\":\"x\",\"caller\":\"Ana\"}"), 400, "invalid-request");
    problem(promote("{\"by\":\"Ana\"}"), 400, "invalid-request");
    problem(promote("{\"checkpoint\":"), 400, "invalid-request");
    problem(promote("[]"), 400, "invalid-request");
    problem(promote(""), 400, "invalid-request");
    problem(
        given().contentType("text/plain").body("x").post(PROMOTIONS).then(),
        415,
        "unsupported-media-type");
    problem(given().delete("/v1/evaluations").then(), 405, "method-not-allowed");
    problem(preview("{\"confidence\": 1}"), 400, "invalid-request")
        .body("detail", containsString("confidence"));
    problem(preview("{\"gain\": 1}"), 400, "invalid-request");
    problem(preview(""), 400, "invalid-request");
    problem(
        given()
            .contentType("application/json")
            .body("{}")
            .post("/v1/policy/preview?model=nobody")
            .then(),
        404,
        "model-not-found");
    problem(
        given()
            .contentType("application/json")
            .body("{}")
            .post("/v1/policy/preview?limit=1001")
            .then(),
        400,
        "invalid-request");
  }

  private static void previewsAnotherPolicy() {
    given()
        .get("/v1/policy")
        .then()
        .statusCode(200)
        .body("minimumFirstScore", equalTo(0.0f))
        .body("confidence", equalTo(0.9f))
        .body("sameRunTolerance", equalTo(0.05f))
        .body("latencyBudgetMillis", nullValue());
    given()
        .get("/v1/evaluations/run-000001")
        .then()
        .body("decision.evidence.trial.images", equalTo(3))
        .body("decision.evidence.trial.medianMillis", greaterThan(0f));

    preview("{}").statusCode(200).body("different", equalTo(0)).body("decisions", hasSize(2));
    preview("{\"minimumImages\": 4}")
        .statusCode(200)
        .body("policy.minimumImages", equalTo(4))
        .body("policy.confidence", equalTo(0.9f))
        .body("champion.now", startsWith("run-"))
        .body("champion.then", nullValue())
        .body("decisions[0].checkpoint", equalTo("run-000001"))
        .body("decisions[0].different", equalTo(true))
        .body("decisions[0].now.verdict", equalTo("first-promoted"))
        .body("decisions[0].then.verdict", equalTo("too-few-images"))
        .body("decisions[0].then.reason", containsString("fewer than 4"));
    preview("{\"latencyBudgetMillis\": 0.001}")
        .body("decisions[0].then.verdict", equalTo("too-slow"));
  }

  private static ValidatableResponse preview(String body) {
    return given().contentType("application/json").body(body).post("/v1/policy/preview").then();
  }

  private static void showWhereACheckpointFails() {
    given()
        .get("/v1/evaluations/run-000001/report")
        .then()
        .statusCode(200)
        .body("checkpoint", equalTo("run-000001"))
        .body("validationSet.images", equalTo(3))
        .body("overall.groundTruths", equalTo(3))
        .body("perClass.keySet()", contains("hat"))
        .body("perClass.hat.byThreshold.f1", hasSize(101))
        .body("perClass.hat.precisionByRecall", hasSize(101))
        .body("classesWithoutGroundTruth", contains("person"))
        .body("confusion.labels", contains("hat", "person"))
        .body("confusion.counts", hasSize(3))
        .body("calibration.bins", hasSize(10))
        .body("sizes.small.groundTruths", equalTo(3))
        .body("worstImages", hasSize(3))
        .body("worstImages[0].groundTruths[0].label", equalTo("hat"))
        .body("detailsKey", startsWith("model-blobs/"))
        .body("curvesKey", startsWith("model-blobs/"));
    showErrorsBesideThoseOfTheChampion();
    // An evaluation of an earlier release
    EvaluationReports reports = KafkaAndStore.artifacts().evaluations();
    EvaluationReport old = reports.save(Samples.report(9, 0.5));
    reports.decide(
        new EvaluationDecision(
            old.checkpoint(),
            old.model(),
            old.validationSet().id(),
            Verdict.NOT_BETTER,
            "no better",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Samples.NOON));
    problem(given().get("/v1/evaluations/run-000009/report").then(), 404, "report-not-available");
    problem(given().get("/v1/evaluations/run-000009/errors").then(), 404, "details-not-available");
    given().get("/q/openapi").then().body(containsString("/v1/evaluations/{checkpoint}/report"));
  }

  /** Both networks have learnt nothing: they miss what is there, or are lucky. */
  private static void showErrorsBesideThoseOfTheChampion() {
    given()
        .get("/v1/evaluations/run-000001/errors")
        .then()
        .statusCode(200)
        .body("checkpoint", equalTo("run-000001"))
        .body("champion", nullValue())
        .body("championDetails", equalTo("no-champion"))
        .body("omitted", equalTo(0))
        .body("items[0].checkpoint.groundTruths[0].label", equalTo("hat"))
        .body("items[0].champion", nullValue());
    String next =
        given()
            .get("/v1/evaluations/run-000002/errors?limit=1")
            .then()
            .statusCode(200)
            .body("champion", equalTo("run-000001"))
            .body("championDetails", equalTo("available"))
            .body("championOmitted", equalTo(0))
            .body("items", hasSize(1))
            .body("items[0].width", greaterThan(0))
            .body("items[0].checkpoint.groundTruths", hasSize(1))
            .body("items[0].champion.groundTruths", hasSize(1))
            .body("total", greaterThan(1))
            .extract()
            .path("next");
    given()
        .get("/v1/evaluations/run-000002/errors?limit=1&after=" + next)
        .then()
        .body("items", hasSize(1));
    given()
        .get("/v1/evaluations/run-000002/errors?class=person&kind=missed&size=large&side=champion")
        .then()
        .statusCode(200)
        .body("items", hasSize(0))
        .body("total", equalTo(0));
    for (String query :
        List.of("kind=lost", "size=huge", "side=left", "minScore=2", "maxScore=x", "after=x")) {
      problem(
          given().get("/v1/evaluations/run-000002/errors?" + query).then(), 400, "invalid-request");
    }
    problem(
        given().get("/v1/evaluations/no-such-000009/errors").then(), 404, "evaluation-not-found");
  }

  private static void promoteTheOther() {
    List<Integer> generations =
        given().get(PROMOTIONS).then().statusCode(200).extract().path("promotions.generation");
    List<String> checkpoints =
        given().get(PROMOTIONS).then().extract().path("promotions.checkpoint");
    String champion = checkpoints.get(checkpoints.size() - 1);
    String other = champion.equals("run-000001") ? "run-000002" : "run-000001";
    int next = generations.size() + 1;

    promote(other, "Ana Díaz", "better in the field")
        .statusCode(201)
        .body("generation", equalTo(next))
        .body("decidedBy", equalTo("hand"))
        .body("caller", equalTo("Ana Díaz"));

    problem(promote(other, "Ana Díaz", "again"), 409, "already-champion");
    given()
        .get(PROMOTIONS)
        .then()
        .body("promotions", hasSize(next))
        .body("promotions[0].caller", nullValue())
        .body("promotions[-1].caller", equalTo("Ana Díaz"))
        .body("promotions[-1].reason", equalTo("better in the field"));
    assertThat(KafkaAndStore.testbed().events(ModelPromoted.class))
        .anySatisfy(
            event -> {
              assertThat(event.generation()).isEqualTo(next);
              assertThat(event.reason()).isEqualTo("better in the field");
              assertThat(event.caller()).contains("Ana Díaz");
            });
  }

  /** A test plays inference-service: it counts, and the evaluator decides. */
  private static void rollsOutThroughProgressOfAnInstance() {
    List<String> checkpoints =
        given().get(PROMOTIONS).then().extract().path("promotions.checkpoint");
    String challenger =
        checkpoints.get(checkpoints.size() - 1).equals("run-000001") ? "run-000002" : "run-000001";
    String request =
        """
        {"checkpoint": "%s", "mode": "canary", "share": 0.5, "budgets": {"images": 50},
         "onSuccess": "promote", "caller": "Li", "reason": "better at night?"}
        """
            .formatted(challenger);
    given()
        .contentType("application/json")
        .body(request)
        .post(ROLLOUTS)
        .then()
        .statusCode(201)
        .body("id", equalTo("detector-1"))
        .body("state", equalTo("running"))
        .body("budgets.duration", equalTo("PT24H"));
    problem(
        given().contentType("application/json").body(request).post(ROLLOUTS).then(),
        409,
        "rollout-running");
    await()
        .atMost(LONG)
        .until(() -> KafkaAndStore.testbed().events(RolloutChanged.class).size() == 1);
    RolloutChanged running = KafkaAndStore.testbed().events(RolloutChanged.class).get(0);
    assertThat(running.state()).isEqualTo(RolloutState.RUNNING);
    assertThat(running.checkpointId()).isEqualTo(challenger);

    for (String instance : List.of("a", "b")) {
      RolloutProgress counted =
          new RolloutProgress(
              "detector",
              running.rolloutId(),
              instance,
              25,
              1,
              0,
              0,
              0,
              2,
              9,
              0,
              new TreeMap<>(Map.of("hat", new RolloutProgress.Boxes(30, 0, 1, 0))),
              List.of(25L),
              List.of(25L),
              Optional.of(new RolloutProgress.Waits(pairs(20), pairs(5))),
              Optional.empty(),
              Instant.now());
      KafkaAndStore.testbed().publish(counted.key(), counted);
    }

    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                given()
                    .get(ROLLOUTS + "/detector-1")
                    .then()
                    .body("state", equalTo("promoted"))
                    .body("measured.instances", equalTo(2))
                    .body("measured.images", equalTo(50))
                    .body("measured.waits.http.pairs", equalTo(40))
                    .body("measured.waits.topic.challengerMillis", equalTo(0.121f))
                    .body("measured.latency.of", equalTo("http"))
                    .body("measured.latency.ratio", equalTo(1.1f))
                    .body("measured.boxes.hat.matched", equalTo(60)));
    given()
        .get(PROMOTIONS)
        .then()
        .body("promotions[-1].checkpoint", equalTo(challenger))
        .body("promotions[-1].reason", startsWith("rollout detector-1: better at night?"))
        .body("promotions[-1].caller", equalTo("Li"));
    given().get(ROLLOUTS).then().body("rollouts.id", contains("detector-1"));
    given()
        .get(ROLLOUTS + "?model=detector&limit=1")
        .then()
        .body("rollouts.id", contains("detector-1"));
    given().get(ROLLOUTS + "?model=hats").then().body("rollouts", hasSize(0));
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(KafkaAndStore.testbed().events(RolloutChanged.class))
                    .extracting(RolloutChanged::state)
                    .containsExactly(RolloutState.RUNNING, RolloutState.PROMOTED));
    problem(
        given()
            .contentType("application/json")
            .body("{\"caller\": \"Li\", \"reason\": \"enough\"}")
            .post(ROLLOUTS + "/detector-1/end")
            .then(),
        409,
        "rollout-ended");
  }

  /** Nobody counts anything in time. */
  private static void endsARolloutWhoseTimeRunsOut() {
    List<String> checkpoints =
        given().get(PROMOTIONS).then().extract().path("promotions.checkpoint");
    int generation = checkpoints.size();
    String challenger =
        checkpoints.get(generation - 1).equals("run-000001") ? "run-000002" : "run-000001";
    rollout(
            """
            {"checkpoint": "%s", "mode": "canary", "share": 0.5, "budgets": {"duration": "PT2S"},
             "onSuccess": "promote", "caller": "Li", "reason": "for a moment"}
            """
                .formatted(challenger))
        .statusCode(201)
        .body("id", equalTo("detector-2"));

    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                given()
                    .get(ROLLOUTS + "/detector-2")
                    .then()
                    .body("state", equalTo("expired"))
                    .body("end.reason", equalTo("0 of 1000 images were compared within PT2S"))
                    .body("end.caller", nullValue())
                    .body("measured.latency", nullValue()));
    given().get(PROMOTIONS).then().body("promotions", hasSize(generation));
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(KafkaAndStore.testbed().events(RolloutChanged.class))
                    .extracting(RolloutChanged::state)
                    .endsWith(RolloutState.RUNNING, RolloutState.EXPIRED));
  }

  @Test
  void answersBadRolloutsWithProblems() {
    problem(given().get(ROLLOUTS + "/detector-7").then(), 404, "rollout-not-found");
    problem(given().get(ROLLOUTS + "/nonsense").then(), 404, "rollout-not-found");
    problem(given().get(ROLLOUTS + "?limit=101").then(), 400, "invalid-request");
    problem(given().get(ROLLOUTS + "?model=a/b").then(), 400, "invalid-request");
    String valid = "\"checkpoint\": \"no-such-000009\", \"caller\": \"Li\", \"reason\": \"x\"";
    for (String bad :
        List.of(
            "\"mode\": \"shadow\"",
            "\"mode\": \"sideways\", \"share\": 0.5",
            "\"mode\": \"shadow\", \"share\": 1.5",
            "\"mode\": \"shadow\", \"share\": 0.5, \"budgets\": {\"disagreement\": 1}",
            "\"mode\": \"shadow\", \"share\": 0.5, \"budgets\": {\"duration\": \"P31D\"}",
            "\"mode\": \"shadow\", \"share\": 0.5, \"onSuccess\": \"celebrate\"")) {
      problem(rollout("{%s, %s}".formatted(valid, bad)), 400, "invalid-request");
    }
    problem(
        rollout("{%s, \"mode\": \"shadow\", \"share\": 0.5}".formatted(valid)),
        404,
        "unknown-checkpoint");
  }

  /** Callers of the challenger wait a tenth longer. */
  private static RolloutProgress.Pairs pairs(long number) {
    return new RolloutProgress.Pairs(0, 0, List.of(0L, number), List.of(0L, 0L, number));
  }

  private static ValidatableResponse rollout(String body) {
    return given().contentType("application/json").body(body).post(ROLLOUTS).then();
  }

  private static ValidatableResponse promote(String checkpoint, String caller, String reason) {
    return promote(
        "{\"checkpoint\":\"%s\",\"caller\":\"%s\",\"reason\":\"%s\"}"
            .formatted(checkpoint, caller, reason));
  }

  private static ValidatableResponse promote(String body) {
    return given().contentType("application/json").body(body).post(PROMOTIONS).then();
  }

  private static ValidatableResponse problem(
      ValidatableResponse response, int status, String code) {
    return response
        .statusCode(status)
        .contentType(PROBLEM)
        .body("code", equalTo(code))
        .body("status", equalTo(status));
  }

  private static List<EvaluationCompleted> evaluations() {
    return KafkaAndStore.testbed().events(EvaluationCompleted.class);
  }

  /** A detector that has learnt nothing yet, which is enough to be scored. */
  private BlobReference parameters(long seed) {
    DetectorArchitecture architecture =
        new DetectorArchitecture(Presets.named(Samples.PRESET), List.of("hat", "person"));
    Path file = directory.resolve(seed + ".params");
    try (DetectorTrainer trainer =
        DetectorTrainer.start(
            architecture,
            UpdateSettings.of(new OptimizerSettings.Sgd(0.9, 0)),
            Initialization.HE,
            seed)) {
      trainer.saveParameters(file);
    }
    return KafkaAndStore.artifacts().blobs().put(file);
  }
}
