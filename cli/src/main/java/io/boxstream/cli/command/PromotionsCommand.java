package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.output.Table;
import io.boxstream.cli.output.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The promotions of a model. */
@Command(
    name = "promotions",
    description = "List the promotions of a model, the newest first: that one serves.")
final class PromotionsCommand extends ServiceCommand {

  @Mixin private EvaluatorAddress address;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "detector",
      description = "Name of the model; default ${DEFAULT-VALUE}.")
  private String model;

  @Override
  int run(Session session) {
    List<JsonNode> promotions = new ArrayList<>();
    session
        .client(Service.EVALUATOR, address.evaluator)
        .get(PromotionOptions.path(model))
        .path("promotions")
        .forEach(promotions::add);
    Collections.reverse(promotions);
    if (session.json()) {
      promotions.forEach(session.console()::print);
      return ExitCode.DONE;
    }
    Table table = new Table("GENERATION", "DECIDED", "MAP", "BY", "CHECKPOINT", "REASON");
    promotions.forEach(
        promotion ->
            table.add(
                promotion.path("generation").asText(),
                Words.moment(promotion.path("decidedAt").asText()),
                promotion.path("voc07").asText("-"),
                promotion.path("caller").asText(promotion.path("decidedBy").asText()),
                promotion.path("checkpoint").asText(),
                promotion.path("reason").asText()));
    table.lines().forEach(session.console()::print);
    return ExitCode.DONE;
  }
}
