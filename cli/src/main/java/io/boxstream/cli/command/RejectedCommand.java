package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.output.Table;
import io.boxstream.cli.output.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The quarantine. */
@Command(
    name = "rejected",
    description =
        "List rejected images, the newest first, count them or show one. Dismiss them, or send them"
            + " again unchanged: those with the IDs, or all with the reason, the source or the"
            + " import.")
final class RejectedCommand extends ServiceCommand {

  private static final String PATH = "/v1/rejected-images";

  @Mixin private IngestAddress address;
  @Mixin private ListLimit limit;
  @Mixin private CallerName caller;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Rejections.")
  private List<String> ids = List.of();

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Rejections for this reason, for example box-outside-image.")
  private String reason;

  @Option(
      names = "--source",
      paramLabel = "KIND",
      description = "Rejections whose source has this kind, for example upload.")
  private String source;

  @Option(
      names = "--import",
      paramLabel = "ID",
      description = "Rejections of images that came with this import.")
  private String importId;

  @ArgGroup private Action action = new Action();

  /** What is done instead of listing. */
  static final class Action {
    @Option(names = "--summary", description = "Count rejections by reason and source.")
    private boolean summary;

    @Option(names = "--dismiss", description = "Remove them from the list.")
    private boolean dismiss;

    @Option(names = "--resubmit", description = "Send them again unchanged.")
    private boolean resubmit;
  }

  @Override
  int run(Session session) {
    ServiceClient ingest = session.client(Service.INGEST, address.ingest);
    if (action.dismiss || action.resubmit) {
      return decide(session, ingest);
    }
    if (action.summary) {
      if (!filter().isEmpty()) {
        throw misuse("--summary counts all rejections: leave out --reason, --source and --import");
      }
      summarize(session, ingest.get(PATH + "/summary"));
    } else if (!ids.isEmpty()) {
      ids.forEach(id -> show(session, ingest.get(PATH + "/" + Queries.segment(id))));
    } else {
      list(session, ingest);
    }
    return ExitCode.DONE;
  }

  private int decide(Session session, ServiceClient ingest) {
    Map<String, String> filter = filter();
    if (ids.isEmpty() && filter.isEmpty()) {
      throw misuse("name the rejections: IDs, --reason, --source or --import");
    }
    if (!ids.isEmpty() && !filter.isEmpty()) {
      throw misuse("IDs cannot be combined with --reason, --source and --import");
    }
    BulkDecision decision =
        action.dismiss
            ? new BulkDecision(ingest, PATH + "/dismiss", 1000, caller.name())
            : new BulkDecision(ingest, PATH + "/resubmit", 100, caller.name());
    BulkDecision.Counts counts =
        ids.isEmpty()
            ? decision.matching(filter, result -> BulkDecision.print(session, result))
            : decision.each(ids, result -> BulkDecision.print(session, result));
    if (!session.json()) {
      session
          .console()
          .print(
              "%d %s, %d failed"
                  .formatted(
                      counts.succeeded(),
                      action.dismiss ? "dismissed" : "accepted",
                      counts.failed()));
    }
    return counts.failed() > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
  }

  /** What the rejections have in common, by the names that ingest-service has for it. */
  private Map<String, String> filter() {
    Map<String, String> filter = new LinkedHashMap<>();
    filter.put("reason", reason);
    filter.put("source", source);
    filter.put("import", importId);
    filter.values().removeIf(Objects::isNull);
    return filter;
  }

  private void list(Session session, ServiceClient ingest) {
    PagedList.show(
        ingest,
        PATH,
        () -> {
          Queries queries = new Queries();
          filter().forEach(queries::with);
          return queries;
        },
        limit.entries(),
        (items, first) -> print(session, items, first));
  }

  private static void print(Session session, JsonNode items, boolean first) {
    if (session.json()) {
      items.forEach(session.console()::print);
      return;
    }
    Table table = new Table("REASON", "REJECTED", "SOURCE", "ID", "WHY");
    items.forEach(
        rejection ->
            table.add(
                rejection.path("reason").asText(),
                Words.moment(rejection.path("at").asText()),
                rejection.at("/source/kind").asText() + " " + rejection.at("/source/name").asText(),
                rejection.path("id").asText(),
                rejection.path("detail").asText()));
    table.lines().stream().skip(first ? 0 : 1).forEach(session.console()::print);
  }

  private static void show(Session session, JsonNode rejection) {
    if (session.json()) {
      session.console().print(rejection);
      return;
    }
    print(session, JsonNodeFactory.instance.arrayNode().add(rejection), true);
    if (rejection.has("annotation")) {
      session.console().print(rejection.path("annotation").asText());
    }
  }

  private static void summarize(Session session, JsonNode summary) {
    if (session.json()) {
      session.console().print(summary);
      return;
    }
    Table table = new Table("REASON", "REJECTIONS");
    summary
        .path("reasons")
        .fields()
        .forEachRemaining(entry -> table.add(entry.getKey(), entry.getValue().asText()));
    table.add("(all)", summary.path("total").asText());
    table.lines().forEach(session.console()::print);
  }
}
