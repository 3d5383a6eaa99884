package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.output.Table;
import io.boxstream.cli.output.Words;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The images of the data set. */
@Command(
    name = "images",
    description =
        "List images of the data set, the newest first, count them, show some, or remove them.")
final class ImagesCommand extends ServiceCommand {

  private static final int MOST_DELETED = 1000;

  @Mixin private IngestAddress address;
  @Mixin private ImageFilters filters;
  @Mixin private ListLimit limit;
  @Mixin private CallerName caller;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Images.")
  private List<String> ids = List.of();

  @Option(names = "--suspect", description = "Images that look wrong; see boxstream suspects.")
  private boolean suspect;

  @Option(names = "--statistics", description = "Count images and boxes by class and split.")
  private boolean statistics;

  @Option(names = "--delete", description = "Remove the images with the IDs from the data set.")
  private boolean delete;

  @Override
  int run(Session session) {
    ServiceClient ingest = session.client(Service.INGEST, address.ingest);
    if (delete) {
      return delete(session, ingest);
    }
    if (!ids.isEmpty()) {
      ids.forEach(id -> show(session, ingest.get("/v1/images/" + Queries.segment(id))));
    } else if (statistics) {
      count(session, ingest.get("/v1/statistics"));
    } else {
      list(session, ingest);
    }
    return ExitCode.DONE;
  }

  private int delete(Session session, ServiceClient ingest) {
    if (ids.isEmpty()) {
      throw misuse("name the images to remove");
    }
    BulkDecision decision =
        new BulkDecision(ingest, "/v1/images/delete", MOST_DELETED, caller.name());
    BulkDecision.Counts counts = decision.each(ids, result -> BulkDecision.print(session, result));
    if (!session.json()) {
      session
          .console()
          .print("%d removed, %d failed".formatted(counts.succeeded(), counts.failed()));
    }
    return counts.failed() > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
  }

  private void list(Session session, ServiceClient ingest) {
    PagedList.show(
        ingest,
        "/v1/images",
        () -> filters.queries().with("suspect", suspect ? true : null),
        limit.entries(),
        (items, first) -> print(session, items, first));
  }

  private static void print(Session session, JsonNode items, boolean first) {
    if (session.json()) {
      items.forEach(session.console()::print);
      return;
    }
    Table table = new Table("SPLIT", "SIZE", "CAME", "SOURCE", "BOXES", "ID");
    items.forEach(
        image ->
            table.add(
                image.path("split").asText(),
                image.path("width").asInt() + "x" + image.path("height").asInt(),
                Words.moment(image.path("addedAt").asText()),
                image.at("/source/kind").asText() + " " + image.at("/source/name").asText(),
                boxes(image.path("boxes")),
                image.path("id").asText()));
    List<String> lines = table.lines();
    lines.stream().skip(first ? 0 : 1).forEach(session.console()::print);
  }

  private static String boxes(JsonNode boxes) {
    Map<String, Integer> counts = new TreeMap<>();
    boxes.forEach(box -> counts.merge(box.path("label").asText(), 1, Integer::sum));
    return counts.isEmpty()
        ? "-"
        : counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
  }

  private static void show(Session session, JsonNode image) {
    if (session.json()) {
      session.console().print(image);
      return;
    }
    print(session, JsonNodeFactory.instance.arrayNode().add(image), true);
    Table table = new Table("LABEL", "LEFT", "TOP", "RIGHT", "BOTTOM");
    image
        .path("boxes")
        .forEach(
            box ->
                table.add(
                    box.path("label").asText(),
                    box.path("xMin").asText(),
                    box.path("yMin").asText(),
                    box.path("xMax").asText(),
                    box.path("yMax").asText()));
    table.lines().forEach(session.console()::print);
  }

  private static void count(Session session, JsonNode statistics) {
    if (session.json()) {
      session.console().print(statistics);
      return;
    }
    Table table = new Table("CLASS", "IMAGES", "BOXES", "TRAIN", "VAL", "TEST");
    statistics.path("classes").forEach(one -> addRow(table, one.path("name").asText(), one));
    addRow(table, "(all)", statistics);
    table.lines().forEach(session.console()::print);
  }

  /** Counts of a class or of all, with the images of each split. */
  private static void addRow(Table table, String name, JsonNode counts) {
    table.add(
        name,
        counts.path("images").asText(),
        counts.path("boxes").asText(),
        counts.at("/splits/train/images").asText("0"),
        counts.at("/splits/val/images").asText("0"),
        counts.at("/splits/test/images").asText("0"));
  }
}
