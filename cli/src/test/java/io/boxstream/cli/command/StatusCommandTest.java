package io.boxstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.cli.Cli;
import io.boxstream.cli.HttpService;
import io.boxstream.cli.client.Service;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StatusCommandTest {

  /** One server stands for all services. */
  private final HttpService services = HttpService.start();

  private final Cli cli = new Cli();

  @BeforeEach
  void prepare() {
    for (Service service : Service.values()) {
      cli.with(service, services.address());
    }
    services.on("GET /q/health/ready", 200, "{}");
    services.on(
        "GET /q/metrics", 200, "# TYPE x gauge\nboxstream_ingest_imports_active 2.0\nother 1\n");
    services.on(
        "GET /v1/statistics",
        200,
        "{\"images\":12,\"splits\":{\"train\":{\"images\":9},\"val\":{\"images\":3}}}");
    services.on(
        "GET /v1/runs",
        200,
        """
        [{"id":"r-3","state":"QUEUED"},
         {"id":"r-2","state":"RUNNING","epoch":2,"epochs":10,"losses":{"crossEntropy":2.5,"smoothL1":0.31},
          "imagesPerSecond":12.3,"etaSeconds":80},
         {"id":"r-1","state":"COMPLETED"}]""");
    services.on(
        "GET /v1/models/detector/promotions",
        200,
        """
        {"model":"detector","promotions":[{"generation":1,"checkpoint":"r-0-e0001"},
         {"generation":2,"checkpoint":"r-1-e0010","voc07":0.8123}]}""");
    services.on(
        "GET /v1/model", 200, "{\"checkpointId\":\"r-1-e0010\",\"generation\":2,\"voc07\":0.8123}");
  }

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void showsWhatEachServiceDoes() {
    assertThat(cli.run("status")).isZero();

    assertThat(cli.out().lines())
        .hasSize(5)
        .anyMatch(
            line ->
                line.matches(
                    "ingest +http://\\S+ +up +12 images \\(train 9, val 3\\); 2 imports at work or waiting"))
        .anyMatch(
            line ->
                line.matches(
                    "trainer .* up +run r-2 trains: epoch 3 of 10, cross-entropy 2.5, smooth L1 0.31,"
                        + " 12.3 images/s, 1 min 20 s left"))
        .anyMatch(line -> line.matches("evaluator .* champion r-1-e0010, generation 2, mAP 0.812"))
        .anyMatch(line -> line.matches("inference .* serves r-1-e0010, generation 2, mAP 0.812"));
  }

  @Test
  void printsTheSameAsJson() {
    assertThat(cli.run("status", "--json")).isZero();

    assertThat(cli.documents()).hasSize(1);
    assertThat(cli.documents().get(0).at("/ingest/imports").asInt()).isEqualTo(2);
    assertThat(cli.documents().get(0).at("/ingest/splits/train/images").asInt()).isEqualTo(9);
    assertThat(cli.documents().get(0).at("/trainer/run/id").asText()).isEqualTo("r-2");
    assertThat(cli.documents().get(0).at("/evaluator/champion/generation").asInt()).isEqualTo(2);
    assertThat(cli.documents().get(0).at("/inference/health").asText()).isEqualTo("ready");
  }

  @Test
  void saysWhatIsNotThereYet() {
    services.on("GET /v1/runs", 200, "[]");
    services.on("GET /v1/models/detector/promotions", 404, "{\"code\":\"model-not-found\"}");
    services.on("GET /v1/model", 503, "{\"code\":\"no-model\"}");

    assertThat(cli.run("status")).isZero();

    assertThat(cli.out()).contains("no run yet", "no champion yet", "no model yet");
    assertThat(cli.time().slept()).isEmpty();
  }

  @Test
  void showsTheOthersWhenOneDoesNotAnswer() {
    assertThat(cli.run("status", "--trainer", HttpService.nowhere().toString()))
        .isEqualTo(ExitCode.NO_ANSWER);

    assertThat(cli.out()).containsPattern("trainer .* no answer").contains("champion r-1-e0010");
  }

  @Test
  void saysThatAServiceIsNotReady() {
    services.on("GET /q/health/ready", 503, "{}");

    assertThat(cli.run("status")).isEqualTo(ExitCode.NO_ANSWER);
    assertThat(cli.out()).contains("not ready");
  }

  @Test
  void saysHowToStartBoxstreamWhenNothingAnswers() {
    for (Service service : Service.values()) {
      cli.with(service, HttpService.nowhere());
    }

    assertThat(cli.run("status")).isEqualTo(ExitCode.NO_ANSWER);
    assertThat(cli.err()).contains("nothing answers", "`boxstream run`");
  }
}
