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
    description = "List images of the data set, the newest first, count them, or show one.")
final class ImagesCommand extends ServiceCommand {

  @Mixin private IngestAddress address;
  @Mixin private ImageFilters filters;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "An image.")
  private String id;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many images are listed; default ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--suspect", description = "Images that look wrong; see boxstream suspects.")
  private boolean suspect;

  @Option(names = "--statistics", description = "Count images and boxes by class and split.")
  private boolean statistics;

  @Override
  int run(Session session) {
    if (limit < 1) {
      throw misuse("--limit must be at least 1, is " + limit);
    }
    ServiceClient ingest = session.client(Service.INGEST, address.ingest);
    if (id != null) {
      show(session, ingest.get("/v1/images/" + Queries.segment(id)));
    } else if (statistics) {
      count(session, ingest.get("/v1/statistics"));
    } else {
      list(session, ingest);
    }
    return ExitCode.DONE;
  }

  private void list(Session session, ServiceClient ingest) {
    PagedList.show(
        ingest,
        "/v1/images",
        () -> filters.queries().with("suspect", suspect ? true : null),
        limit,
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
