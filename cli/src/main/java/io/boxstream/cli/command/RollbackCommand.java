package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Promotes a checkpoint that has served before. */
@Command(
    name = "rollback",
    description = "Promote the checkpoint that served before the present one, or an earlier one.")
final class RollbackCommand extends ServiceCommand {

  @Mixin private PromotionOptions options;

  @Option(
      names = "--to",
      paramLabel = "GENERATION",
      description = "The generation whose checkpoint is to serve; default is the one before.")
  private Long generation;

  @Override
  int run(Session session) {
    List<JsonNode> promotions = new ArrayList<>();
    options.client(session).get(options.path()).path("promotions").forEach(promotions::add);
    Collections.reverse(promotions);
    if (promotions.isEmpty()) {
      throw misuse("nothing was promoted yet");
    }
    String champion = checkpoint(promotions.get(0));
    JsonNode target = target(promotions, champion).orElseThrow(() -> misuse(whyNone(champion)));
    return options.promote(
        session,
        checkpoint(target),
        "roll-back from " + champion + " to generation " + target.path("generation").asLong());
  }

  private Optional<JsonNode> target(List<JsonNode> newestFirst, String champion) {
    return newestFirst.stream()
        .filter(
            promotion ->
                generation == null
                    ? !checkpoint(promotion).equals(champion)
                    : promotion.path("generation").asLong() == generation)
        .findFirst();
  }

  private String whyNone(String champion) {
    return generation == null
        ? "no checkpoint has served before " + champion
        : "there is no generation " + generation;
  }

  private static String checkpoint(JsonNode promotion) {
    return promotion.path("checkpoint").asText();
  }
}
