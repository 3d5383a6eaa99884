package io.boxstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.cli.Cli;
import io.boxstream.cli.HttpService;
import io.boxstream.cli.client.Service;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands rollout and rollouts. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RolloutCommandsTest {
  private static final String ROLLOUT =
      """
      {"id":"detector-3","state":"%s","startedAt":"2026-11-23T10:15:30Z","mode":"canary",
       "share":0.25,"checkpoint":"r-1-000002","reason":"better at night?",
       "measured":{"images":40,"differing":9}%s}""";

  private final HttpService services = HttpService.start();
  private final Cli cli = new Cli().with(Service.EVALUATOR, services.address());

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void startsWithWhatIsGiven() {
    services.on("POST /v1/rollouts", 201, ROLLOUT.formatted("running", ""));

    assertThat(
            cli.run(
                "rollout",
                "r-1-000002",
                "--mode",
                "canary",
                "--share",
                "0.25",
                "--disagreement",
                "0.1",
                "--images",
                "500",
                "--promote",
                "--caller",
                "grace",
                "--reason",
                "better at night?"))
        .isZero();

    assertThat(Cli.json(services.requests().get(0).text()))
        .isEqualTo(
            Cli.json(
                """
                {"checkpoint":"r-1-000002","mode":"canary","share":0.25,
                 "budgets":{"disagreement":0.1,"images":500},"onSuccess":"promote",
                 "caller":"grace","reason":"better at night?"}"""));
    assertThat(cli.out()).contains("rollout detector-3 runs");
  }

  @Test
  void listsAndShows() {
    services.on(
        "GET /v1/rollouts", 200, "{\"rollouts\":[" + ROLLOUT.formatted("running", "") + "]}");
    services.on(
        "GET /v1/rollouts/detector-3",
        200,
        ROLLOUT.formatted("rolled-back", ",\"end\":{\"reason\":\"9 of 40 images\"}"));

    assertThat(cli.run("rollouts")).isZero();
    assertThat(cli.out()).contains("running", "canary", "0.25", "40", "detector-3", "r-1-000002");

    assertThat(cli.run("rollouts", "detector-3")).isZero();
    assertThat(cli.out()).contains("rolled-back", "9 of 40 images");
  }

  @Test
  void endsOne() {
    services.on("POST /v1/rollouts/detector-3/end", 200, ROLLOUT.formatted("stopped", ""));

    assertThat(cli.run("rollouts", "detector-3", "--end", "--caller", "grace")).isZero();

    assertThat(Cli.json(services.requests().get(0).text()))
        .isEqualTo(Cli.json("{\"caller\":\"grace\",\"reason\":\"ended from the command line\"}"));
    assertThat(cli.run("rollouts", "--end")).isEqualTo(ExitCode.USAGE);
  }
}
