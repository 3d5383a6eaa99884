package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import picocli.CommandLine.Option;

/** What promotions by hand have in common. */
final class PromotionOptions {

  @Option(names = "--evaluator", paramLabel = "URL", description = "Address of evaluator-service.")
  private String evaluator;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "detector",
      description = "Name of the model; default ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--caller",
      paramLabel = "NAME",
      description = "Who asks for it, for the history; default is the user's name.")
  private String caller;

  @Option(names = "--reason", paramLabel = "TEXT", description = "One sentence for the history.")
  private String reason;

  ServiceClient client(Session session) {
    return session.client(Service.EVALUATOR, evaluator);
  }

  /** Where the model's promotions are. */
  String path() {
    return path(model);
  }

  static String path(String model) {
    return "/v1/models/" + Queries.segment(model) + "/promotions";
  }

  /**
   * Promotes a checkpoint and prints the promotion.
   *
   * @param usualReason the reason if the user gives none
   */
  int promote(Session session, String checkpoint, String usualReason) {
    JsonNode promotion =
        client(session)
            .post(
                path(),
                JsonNodeFactory.instance
                    .objectNode()
                    .put("checkpoint", checkpoint)
                    .put("caller", caller == null ? session.user() : caller)
                    .put("reason", reason == null ? usualReason : reason));
    if (session.json()) {
      session.console().print(promotion);
    } else {
      session
          .console()
          .print(
              "champion of %s is now %s, generation %d"
                  .formatted(
                      model,
                      promotion.path("checkpoint").asText(),
                      promotion.path("generation").asLong()));
    }
    return ExitCode.DONE;
  }
}
