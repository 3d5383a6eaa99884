package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.output.Table;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What looks wrong in the data set. */
@Command(
    name = "suspects",
    description =
        "List images and labels that look wrong, the most likely first, count them, or dismiss"
            + " one.")
final class SuspectsCommand extends ServiceCommand {

  @Mixin private IngestAddress address;
  @Mixin private ListLimit limit;
  @Mixin private CallerName caller;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description =
          "Suspects for this reason: duplicate-across-splits, duplicate, similar-class-names,"
              + " doubled-box, unusual-box, missing-label, wrong-class, misplaced-box or"
              + " extra-label.")
  private String reason;

  @Option(names = "--class", paramLabel = "NAME", description = "Suspects about this class.")
  private String label;

  @Option(names = "--split", paramLabel = "SPLIT", description = "train, val or test.")
  private String split;

  @Option(names = "--dismissed", description = "Those that were dismissed, instead of the others.")
  private boolean dismissed;

  @ArgGroup private Action action = new Action();

  /** What is done instead of listing. */
  static final class Action {
    @Option(
        names = "--summary",
        description = "Count suspects, and how much of validation and test is also in training.")
    private boolean summary;

    @Option(
        names = "--dismiss",
        paramLabel = "ID",
        description = "Nothing is wrong with this suspect.")
    private String dismiss;

    @Option(
        names = "--restore",
        paramLabel = "ID",
        description = "Take the dismissal of this suspect back.")
    private String restore;
  }

  @Override
  int run(Session session) {
    ServiceClient ingest = session.client(Service.INGEST, address.ingest);
    if (action.summary) {
      summarize(session, ingest.get("/v1/suspects/summary"));
    } else if (action.dismiss != null) {
      Queries queries = new Queries().with("caller", caller.name());
      change(session, ingest, action.dismiss, "/dismiss" + queries, "dismissed");
    } else if (action.restore != null) {
      change(session, ingest, action.restore, "/restore", "a suspect again");
    } else {
      list(session, ingest);
    }
    return ExitCode.DONE;
  }

  private void list(Session session, ServiceClient ingest) {
    PagedList.show(
        ingest,
        "/v1/suspects",
        () ->
            new Queries()
                .with("reason", reason)
                .with("class", label)
                .with("split", split)
                .with("dismissed", dismissed ? true : null),
        limit.entries(),
        (items, first) -> print(session, items, first));
  }

  private static void print(Session session, JsonNode items, boolean first) {
    if (session.json()) {
      items.forEach(session.console()::print);
      return;
    }
    Table table = new Table("SCORE", "REASON", "SPLIT", "ID", "IMAGE", "WHAT");
    items.forEach(
        suspect ->
            table.add(
                String.format(Locale.ROOT, "%.2f", suspect.path("score").asDouble()),
                suspect.path("reason").asText(),
                suspect.path("split").asText("-"),
                suspect.path("id").asText(),
                suspect.path("imageId").asText("-"),
                suspect.path("text").asText()));
    List<String> lines = table.lines();
    lines.stream().skip(first ? 0 : 1).forEach(session.console()::print);
  }

  private static void change(
      Session session, ServiceClient ingest, String id, String action, String outcome) {
    JsonNode suspect =
        ingest.post(
            "/v1/suspects/" + Queries.segment(id) + action, JsonNodeFactory.instance.objectNode());
    if (session.json()) {
      session.console().print(suspect);
    } else {
      session.console().print(suspect.path("id").asText() + " is " + outcome);
    }
  }

  private static void summarize(Session session, JsonNode summary) {
    if (session.json()) {
      session.console().print(summary);
      return;
    }
    Table table = new Table("REASON", "SUSPECTS");
    summary
        .path("reasons")
        .fields()
        .forEachRemaining(entry -> table.add(entry.getKey(), entry.getValue().asText()));
    table.add("(dismissed)", summary.path("dismissed").asText());
    table.lines().forEach(session.console()::print);
    summary
        .path("leaks")
        .fields()
        .forEachRemaining(
            entry ->
                session
                    .console()
                    .print(
                        "%s of %s images of %s are also in train"
                            .formatted(
                                entry.getValue().path("leaked").asText(),
                                entry.getValue().path("images").asText(),
                                entry.getKey())));
    long waiting = summary.path("unchecked").asLong();
    if (waiting > 0) {
      session.console().print(waiting + " images wait for a check");
    }
  }
}
