package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks for a training run. */
@Command(
    name = "train",
    description = {
      "Ask for a training run on all images.",
      "What is not given is as trainer-service is configured. A run goes on in the service when"
          + " this command ends."
    })
final class TrainCommand extends ServiceCommand {

  @Mixin private TrainerAddress address;

  @Option(names = "--recipe", paramLabel = "NAME", description = "quick, thorough or classic.")
  private String recipe;

  @Option(names = "--preset", paramLabel = "NAME", description = "The network.")
  private String preset;

  @Option(
      names = "--minutes",
      paramLabel = "X",
      description = "Training time; the learning rate is fitted to it.")
  private Double minutes;

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the images.")
  private Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Images per step.")
  private Integer batch;

  @Option(names = "--learning-rate", paramLabel = "X", description = "Base learning rate.")
  private Double learningRate;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random.")
  private Long seed;

  @Option(names = "--follow", description = "Wait for the end of the run and show how far it is.")
  private boolean follow;

  @Override
  int run(Session session) {
    ServiceClient trainer = session.client(Service.TRAINER, address.trainer);
    JsonNode requested = trainer.post("/v1/runs", request());
    String id = requested.path("id").asText();
    if (follow) {
      session.console().say("run " + id);
      return new FollowedRun(session, trainer).toItsEnd(id);
    }
    if (session.json()) {
      session.console().print(requested);
    } else {
      session
          .console()
          .print("run " + id + " is queued. Follow it with: boxstream runs --follow " + id);
    }
    return ExitCode.DONE;
  }

  private ObjectNode request() {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("recipe", recipe);
    request.put("preset", preset);
    request.put("minutes", minutes);
    request.put("epochs", epochs);
    request.put("batch", batch);
    request.put("learningRate", learningRate);
    request.put("seed", seed);
    request.properties().removeIf(field -> field.getValue().isNull());
    return request;
  }
}
