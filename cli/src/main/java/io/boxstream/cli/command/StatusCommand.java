package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.client.ServiceClient.Health;
import io.boxstream.cli.output.Table;
import io.boxstream.cli.status.ServiceStatus;
import io.boxstream.cli.status.StatusQueries;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What each service does, in a line. */
@Command(
    name = "status",
    description = {
      "Show what each service does.",
      "The exit code is 3 if one of them does not answer or is not ready."
    })
final class StatusCommand extends ServiceCommand {

  @Mixin private IngestAddress ingest;
  @Mixin private TrainerAddress trainer;
  @Mixin private EvaluatorAddress evaluator;
  @Mixin private InferenceAddress inference;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "detector",
      description = "Name of the model; default ${DEFAULT-VALUE}.")
  private String model;

  @Override
  int run(Session session) {
    List<ServiceClient> clients =
        List.of(
            session.impatientClient(Service.INGEST, ingest.ingest),
            session.impatientClient(Service.TRAINER, trainer.trainer),
            session.impatientClient(Service.EVALUATOR, evaluator.evaluator),
            session.impatientClient(Service.INFERENCE, inference.inference));
    StatusQueries queries = new StatusQueries(model);
    // A service that does not answer does not hold up the others.
    List<ServiceStatus> found = clients.parallelStream().map(queries::ask).toList();
    print(session, found);
    boolean up = found.stream().allMatch(one -> one.health() == Health.READY);
    return up ? ExitCode.DONE : ExitCode.NO_ANSWER;
  }

  private static void print(Session session, List<ServiceStatus> found) {
    if (session.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      found.forEach(one -> json.set(one.service(), one.json()));
      session.console().print(json);
      return;
    }
    Table table = new Table("SERVICE", "ADDRESS", "STATE", "");
    found.forEach(
        one -> table.add(one.service(), one.address().toString(), one.state(), one.text()));
    table.lines().forEach(session.console()::print);
    if (found.stream().allMatch(one -> one.health() == Health.ABSENT)) {
      session
          .console()
          .say(
              "nothing answers: start Boxstream with `boxstream run`, or say where it is (boxstream --help)");
    }
  }
}
