package io.boxstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.cli.Cli;
import io.boxstream.cli.HttpService;
import io.boxstream.cli.HttpService.Answer;
import io.boxstream.cli.client.Service;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands train, runs, promote and rollback. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TrainingCommandsTest {

  private static final String PROMOTIONS = "/v1/models/detector/promotions";

  private final HttpService services = HttpService.start();
  private final Cli cli =
      new Cli()
          .with(Service.TRAINER, services.address())
          .with(Service.EVALUATOR, services.address());

  @BeforeEach
  void prepare() {
    services.on("POST /v1/runs", 202, run("QUEUED", 0, ""));
    services.on(
        "GET " + PROMOTIONS,
        200,
        """
        {"promotions":[{"generation":1,"checkpoint":"a"},{"generation":2,"checkpoint":"b"},
         {"generation":3,"checkpoint":"c"},{"generation":4,"checkpoint":"c"}]}""");
    services.on("POST " + PROMOTIONS, 201, "{\"checkpoint\":\"b\",\"generation\":5}");
  }

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void asksForARunWithWhatIsGiven() {
    assertThat(cli.run("train", "--minutes", "2.5", "--recipe", "quick")).isZero();

    assertThat(Cli.json(services.requests().get(0).text()))
        .isEqualTo(Cli.json("{\"recipe\":\"quick\",\"minutes\":2.5}"));
    assertThat(cli.out()).contains("run r-1 is queued", "boxstream runs --follow r-1");
  }

  @Test
  void followsARunToItsEnd() {
    services.onSequence(
        "GET /v1/runs/r-1",
        new Answer(200, run("QUEUED", 0, "")),
        new Answer(200, run("RUNNING", 1, "{\"id\":\"r-1-e0001\"}")),
        new Answer(200, run("RUNNING", 1, "{\"id\":\"r-1-e0001\"}")),
        new Answer(200, run("COMPLETED", 2, "{\"id\":\"r-1-e0001\"},{\"id\":\"r-1-e0002\"}")));

    assertThat(cli.run("train", "--follow")).isZero();

    assertThat(cli.out()).isEqualTo("run r-1 is completed: 2 epochs, 2 checkpoints\n");
    assertThat(cli.err().lines())
        .containsExactly(
            "run r-1", "warning: few images", "checkpoint r-1-e0001", "checkpoint r-1-e0002");
  }

  @Test
  void printsEachChangeAsJson() {
    services.onSequence(
        "GET /v1/runs/r-1",
        new Answer(200, run("RUNNING", 1, "")),
        new Answer(200, run("RUNNING", 1, "")),
        new Answer(200, run("FAILED", 1, "")));

    assertThat(cli.run("runs", "--follow", "--json", "r-1")).isEqualTo(ExitCode.INCOMPLETE);

    assertThat(cli.documents())
        .extracting(document -> document.path("state").asText())
        .containsExactly("RUNNING", "FAILED");
  }

  @Test
  void saysWhyARunFailed() {
    services.on("GET /v1/runs/r-1", 200, run("FAILED", 1, ""));

    assertThat(cli.run("runs", "--follow", "r-1")).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(cli.out()).isEqualTo("run r-1 is failed after 1 epoch: the words\n");
  }

  @Test
  void aListHasAtLeastOneEntry() {
    assertThat(cli.run("runs", "--limit", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("--limit must be at least 1, is 0");
    assertThat(services.requests()).isEmpty();
  }

  @Test
  void listsRunsAndShowsOne() {
    services.on("GET /v1/runs", 200, "[" + run("QUEUED", 0, "") + "]");
    services.on("GET /v1/runs/r-1", 200, run("COMPLETED", 1, "{\"id\":\"r-1-e0001\",\"epoch\":1}"));

    assertThat(cli.run("runs", "--limit", "5")).isZero();
    assertThat(services.requests().get(0).query()).isEqualTo("limit=5");
    assertThat(cli.out()).startsWith("RUN").containsPattern("r-1 .* is queued");

    assertThat(cli.run("runs", "r-1")).isZero();
    assertThat(cli.out()).contains("is completed", "r-1-e0001", "warning: few images");
  }

  @Test
  void refusesToFollowNothing() {
    assertThat(cli.run("runs", "--follow")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("name the run");
  }

  @Test
  void promotesInTheNameOfTheUser() {
    assertThat(cli.run("promote", "b", "--reason", "it is better")).isZero();

    assertThat(Cli.json(services.requests().get(0).text()))
        .isEqualTo(
            Cli.json("{\"checkpoint\":\"b\",\"caller\":\"ada\",\"reason\":\"it is better\"}"));
    assertThat(cli.out()).isEqualTo("champion of detector is now b, generation 5\n");
  }

  @Test
  void listsPromotionsTheNewestFirst() {
    assertThat(cli.run("promotions")).isZero();
    assertThat(cli.out().lines().map(line -> line.split(" ")[0]))
        .containsExactly("GENERATION", "4", "3", "2", "1");

    assertThat(cli.run("promotions", "--model", "hats")).isEqualTo(ExitCode.REFUSED);
    assertThat(services.requests().get(1).name()).isEqualTo("GET /v1/models/hats/promotions");
  }

  @Test
  void rollsBackToTheCheckpointThatServedBefore() {
    assertThat(cli.run("rollback", "--caller", "grace", "--json")).isZero();

    assertThat(Cli.json(services.requests("POST " + PROMOTIONS).get(0).text()))
        .isEqualTo(
            Cli.json(
                "{\"checkpoint\":\"b\",\"caller\":\"grace\",\"reason\":\"roll-back from c to"
                    + " generation 2\"}"));
    assertThat(cli.documents().get(0).path("generation").asInt()).isEqualTo(5);
  }

  @Test
  void rollsBackToAGeneration() {
    assertThat(cli.run("rollback", "--to", "1")).isZero();
    assertThat(services.requests("POST " + PROMOTIONS).get(0).text())
        .contains("\"checkpoint\":\"a\"");

    assertThat(cli.run("rollback", "--to", "9")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("there is no generation 9");
  }

  @Test
  void saysThatNothingHasServedBefore() {
    services.on(
        "GET " + PROMOTIONS, 200, "{\"promotions\":[{\"generation\":1,\"checkpoint\":\"a\"}]}");

    assertThat(cli.run("rollback")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("no checkpoint has served before a");
  }

  @Test
  void saysWhyAPromotionIsRefused() {
    services.on(
        "POST " + PROMOTIONS,
        409,
        "{\"title\":\"Conflict\",\"detail\":\"it serves\",\"code\":\"already-champion\"}");

    assertThat(cli.run("promote", "c")).isEqualTo(ExitCode.REFUSED);
    assertThat(cli.err())
        .contains("evaluator-service: Conflict (409, already-champion): it serves");
  }

  private static String run(String state, int epoch, String checkpoints) {
    return """
        {"id":"r-1","state":"%s","epoch":%d,"epochs":2,"step":1,"steps":4,"detail":"the words",
         "warnings":[{"code":"few","message":"few images"}],"checkpoints":[%s]}"""
        .formatted(state, epoch, checkpoints);
  }
}
