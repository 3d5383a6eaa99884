package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.output.Table;
import io.boxstream.cli.output.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The rollouts that the evaluator knows. */
@Command(name = "rollouts", description = "List rollouts, the newest first, show one, or end one.")
final class RolloutsCommand extends ServiceCommand {

  static final String PATH = "/v1/rollouts";

  @Mixin private EvaluatorAddress address;
  @Mixin private CallerName caller;

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "Show this rollout, such as detector-3.")
  private String id;

  @Option(names = "--end", description = "End it: the champion answers everything again.")
  private boolean end;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "ended from the command line",
      description = "One sentence for the history.")
  private String reason;

  @Override
  int run(Session session) {
    ServiceClient evaluator = session.client(Service.EVALUATOR, address.evaluator);
    if (id == null) {
      if (end) {
        throw misuse("--end needs the id of a rollout");
      }
      print(session, evaluator.get(PATH).path("rollouts"));
      return ExitCode.DONE;
    }
    String path = PATH + "/" + Queries.segment(id);
    JsonNode rollout =
        end
            ? evaluator.post(
                path + "/end",
                JsonNodeFactory.instance
                    .objectNode()
                    .put("caller", caller.name() == null ? session.user() : caller.name())
                    .put("reason", reason))
            : evaluator.get(path);
    print(session, JsonNodeFactory.instance.arrayNode().add(rollout));
    if (!session.json()) {
      String why = rollout.at("/end/reason").asText(rollout.path("reason").asText());
      session.console().print(why);
    }
    return ExitCode.DONE;
  }

  private static void print(Session session, JsonNode rollouts) {
    if (session.json()) {
      rollouts.forEach(session.console()::print);
      return;
    }
    Table table =
        new Table("STATE", "STARTED", "MODE", "SHARE", "IMAGES", "DIFFERING", "ID", "CHECKPOINT");
    rollouts.forEach(
        rollout ->
            table.add(
                rollout.path("state").asText(),
                Words.moment(rollout.path("startedAt").asText()),
                rollout.path("mode").asText(),
                rollout.path("share").asText(),
                rollout.at("/measured/images").asText(),
                rollout.at("/measured/differing").asText(),
                rollout.path("id").asText(),
                rollout.path("checkpoint").asText()));
    table.lines().forEach(session.console()::print);
  }
}
