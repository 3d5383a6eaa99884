package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.output.Table;
import io.boxstream.cli.output.Words;
import io.boxstream.cli.runs.RunText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Training runs. */
@Command(name = "runs", description = "List training runs, the latest first, or show one.")
final class RunsCommand extends ServiceCommand {

  @Mixin private TrainerAddress address;
  @Mixin private ListLimit limit;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "A run.")
  private String id;

  @Option(names = "--follow", description = "Wait for the end of the run and show how far it is.")
  private boolean follow;

  @Override
  int run(Session session) {
    if (follow && id == null) {
      throw misuse("name the run that --follow is to follow");
    }
    ServiceClient trainer = session.client(Service.TRAINER, address.trainer);
    if (follow) {
      return new FollowedRun(session, trainer).toItsEnd(id);
    }
    JsonNode answer =
        trainer.get(
            id == null ? "/v1/runs?limit=" + limit.entries() : "/v1/runs/" + Queries.segment(id));
    if (session.json()) {
      session.console().print(answer);
    } else if (id == null) {
      list(answer).lines().forEach(session.console()::print);
    } else {
      show(session, answer);
    }
    return ExitCode.DONE;
  }

  private static Table list(JsonNode runs) {
    Table table = new Table("RUN", "REQUESTED", "BY", "RECIPE", "PRESET", "");
    runs.forEach(
        run ->
            table.add(
                run.path("id").asText(),
                Words.moment(run.path("requestedAt").asText()),
                run.path("requestedBy").asText(),
                run.path("recipe").asText("-"),
                run.path("preset").asText("-"),
                RunText.of(run)));
    return table;
  }

  private static void show(Session session, JsonNode run) {
    session.console().print("run " + run.path("id").asText() + " " + RunText.of(run));
    Table table = new Table("CHECKPOINT", "EPOCH", "CROSS-ENTROPY", "SMOOTH L1");
    run.path("checkpoints")
        .forEach(
            checkpoint ->
                table.add(
                    checkpoint.path("id").asText(),
                    checkpoint.path("epoch").asText(),
                    checkpoint.at("/losses/crossEntropy").asText(),
                    checkpoint.at("/losses/smoothL1").asText()));
    table.lines().forEach(session.console()::print);
    run.path("warnings")
        .forEach(
            warning -> session.console().print("warning: " + warning.path("message").asText()));
  }
}
