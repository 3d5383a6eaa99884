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

/** The imports that ingest-service knows. */
@Command(
    name = "imports",
    description = "List imports, the newest first, or cancel one: what it has published stays.")
final class ImportsCommand extends ServiceCommand {

  private static final String PATH = "/v1/imports";

  @Mixin private IngestAddress address;
  @Mixin private ListLimit limit;
  @Mixin private CallerName caller;

  @Option(names = "--cancel", paramLabel = "ID", description = "Cancel this import.")
  private String cancelled;

  @Override
  int run(Session session) {
    ServiceClient ingest = session.client(Service.INGEST, address.ingest);
    if (cancelled == null) {
      PagedList.show(
          ingest,
          PATH,
          Queries::new,
          limit.entries(),
          (items, first) -> print(session, items, first));
      return ExitCode.DONE;
    }
    JsonNode status =
        ingest.delete(
            PATH + "/" + Queries.segment(cancelled) + new Queries().with("caller", caller.name()));
    print(session, JsonNodeFactory.instance.arrayNode().add(status), true);
    return ExitCode.DONE;
  }

  private static void print(Session session, JsonNode items, boolean first) {
    if (session.json()) {
      items.forEach(session.console()::print);
      return;
    }
    Table table =
        new Table(
            "STATE", "STARTED", "IMAGES", "ACCEPTED", "REJECTED", "DUPLICATES", "ID", "DETAIL");
    items.forEach(
        status ->
            table.add(
                status.path("state").asText(),
                status.has("startedAt") ? Words.moment(status.path("startedAt").asText()) : "-",
                status.at("/images/total").asText(),
                status.at("/images/accepted").asText(),
                status.at("/images/rejected").asText(),
                status.at("/images/duplicates").asText(),
                status.path("id").asText(),
                status.path("detail").asText()));
    table.lines().stream().skip(first ? 0 : 1).forEach(session.console()::print);
  }
}
