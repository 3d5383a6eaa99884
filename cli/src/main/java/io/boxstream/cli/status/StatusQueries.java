package io.boxstream.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.cli.client.RefusedException;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.client.ServiceClient.Health;
import io.boxstream.cli.client.ServiceException;
import io.boxstream.cli.output.Words;
import io.boxstream.cli.runs.RunText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the services what they do. */
public final class StatusQueries {

  private static final Pattern ACTIVE_IMPORTS =
      Pattern.compile("(?m)^boxstream_ingest_imports_active(?:\\{[^}]*})? ([0-9.E+]+)$");
  private static final int RUNS = 20;

  private final String model;

  /**
   * @param model name of the model
   */
  public StatusQueries(String model) {
    this.model = Objects.requireNonNull(model, "model");
  }

  /** What a service does; never fails. */
  public ServiceStatus ask(ServiceClient client) {
    Health health = client.health();
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    String text = "";
    if (health != Health.ABSENT) {
      try {
        text =
            switch (client.service()) {
              case INGEST -> ingest(client, details);
              case TRAINER -> trainer(client, details);
              case EVALUATOR -> evaluator(client, details);
              case INFERENCE -> inference(client, details);
            };
      } catch (ServiceException e) {
        text = e.getMessage();
      }
    }
    return new ServiceStatus(client.service().label(), client.address(), health, text, details);
  }

  private static String ingest(ServiceClient client, ObjectNode details) {
    Matcher active = ACTIVE_IMPORTS.matcher(client.text("/q/metrics"));
    long imports = active.find() ? (long) Double.parseDouble(active.group(1)) : 0;
    details.put("imports", imports);
    String text =
        imports == 0 ? "no import" : Words.count(imports, "import") + " at work or waiting";
    JsonNode statistics = client.get("/v1/statistics");
    details.set("images", statistics.path("images"));
    details.set("splits", statistics.path("splits"));
    return images(statistics) + "; " + text;
  }

  private static String images(JsonNode statistics) {
    StringJoiner splits = new StringJoiner(", ", " (", ")").setEmptyValue("");
    statistics
        .path("splits")
        .fields()
        .forEachRemaining(
            split -> splits.add(split.getKey() + " " + split.getValue().path("images").asLong()));
    return Words.count(statistics.path("images").asLong(), "image") + splits;
  }

  private static String trainer(ServiceClient client, ObjectNode details) {
    List<JsonNode> runs = new ArrayList<>();
    client.get("/v1/runs?limit=" + RUNS).forEach(runs::add);
    if (runs.isEmpty()) {
      return "no run yet";
    }
    JsonNode run = runs.stream().filter(RunText::isRunning).findFirst().orElse(runs.get(0));
    details.set("run", run);
    return "run " + run.path("id").asText() + " " + RunText.of(run);
  }

  private String evaluator(ServiceClient client, ObjectNode details) {
    return client
        .find("/v1/models/" + model + "/promotions")
        .map(found -> found.path("promotions"))
        .filter(promotions -> !promotions.isEmpty())
        .map(promotions -> promotions.get(promotions.size() - 1))
        .map(champion -> champion(champion, details))
        .orElse("no champion yet: nothing was promoted");
  }

  private static String champion(JsonNode champion, ObjectNode details) {
    details.set("champion", champion);
    return "champion %s, generation %d%s"
        .formatted(
            champion.path("checkpoint").asText(),
            champion.path("generation").asLong(),
            score(champion.path("voc07")));
  }

  private static String inference(ServiceClient client, ObjectNode details) {
    try {
      JsonNode served = client.get("/v1/model");
      details.set("model", served);
      return "serves %s, generation %d%s"
          .formatted(
              served.path("checkpointId").asText(),
              served.path("generation").asLong(),
              score(served.path("voc07")));
    } catch (RefusedException e) {
      if (e.problem().code().equals("no-model")) {
        return "no model yet: nothing was promoted";
      }
      throw e;
    }
  }

  private static String score(JsonNode voc07) {
    return voc07.isNumber() ? String.format(Locale.ROOT, ", mAP %.3f", voc07.asDouble()) : "";
  }
}
