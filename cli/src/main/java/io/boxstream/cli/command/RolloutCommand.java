package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.cli.client.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries a checkpoint on the traffic. */
@Command(
    name = "rollout",
    description = "Try a checkpoint on the traffic, in the shadow or as a canary.")
final class RolloutCommand extends ServiceCommand {

  @Mixin private EvaluatorAddress address;
  @Mixin private CallerName caller;

  @Parameters(paramLabel = "CHECKPOINT", description = "Its id, as 'boxstream runs ID' shows it.")
  private String checkpoint;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "shadow",
      description =
          "shadow: it looks at answered requests; canary: it answers. Default ${DEFAULT-VALUE}.")
  private String mode;

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Share of the requests, of the keys for a canary; default ${DEFAULT-VALUE}.")
  private double share;

  @Option(names = "--model", paramLabel = "NAME", description = "Name of the model.")
  private String model;

  @Option(
      names = "--disagreement",
      paramLabel = "SHARE",
      description = "Share of the images in which it may find different objects.")
  private Double disagreement;

  @Option(
      names = "--latency-ratio",
      paramLabel = "FACTOR",
      description = "By how much it may be slower at the 99th percentile.")
  private Double latencyRatio;

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Compared images after which it is complete.")
  private Long images;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "After which it ends incomplete, such as PT2H or P1D.")
  private String duration;

  @Option(names = "--promote", description = "Promote it when it has kept its budgets.")
  private boolean promote;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "tried from the command line",
      description = "One sentence for the history.")
  private String reason;

  @Override
  int run(Session session) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("checkpoint", checkpoint).put("mode", mode).put("share", share);
    if (model != null) {
      request.put("model", model);
    }
    request.set("budgets", budgets());
    request
        .put("onSuccess", promote ? "promote" : "nothing")
        .put("caller", caller.name() == null ? session.user() : caller.name())
        .put("reason", reason);
    JsonNode rollout =
        session.client(Service.EVALUATOR, address.evaluator).post(RolloutsCommand.PATH, request);
    if (session.json()) {
      session.console().print(rollout);
    } else {
      String id = rollout.path("id").asText();
      session
          .console()
          .print("rollout %s runs; 'boxstream rollouts %s' shows it".formatted(id, id));
    }
    return ExitCode.DONE;
  }

  private ObjectNode budgets() {
    ObjectNode budgets = JsonNodeFactory.instance.objectNode();
    if (disagreement != null) {
      budgets.put("disagreement", disagreement);
    }
    if (latencyRatio != null) {
      budgets.put("latencyRatio", latencyRatio);
    }
    if (images != null) {
      budgets.put("images", images);
    }
    if (duration != null) {
      budgets.put("duration", duration);
    }
    return budgets;
  }
}
