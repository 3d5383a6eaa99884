package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.cli.client.Content;
import io.boxstream.cli.client.RefusedException;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.draw.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Detects objects in images. */
@Command(
    name = "detect",
    description = {
      "Detect objects in images with the promoted model.",
      "Boxes are in pixels of the upright image: label, score, left, top, right, bottom."
    })
final class DetectCommand extends ServiceCommand {

  @Mixin private InferenceAddress address;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Images.")
  private List<Path> files;

  @Option(
      names = "--threshold",
      paramLabel = "X",
      description = "Leave out boxes with a lower score, from 0 to 1; default is the model's own.")
  private Double threshold;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Which of the models that the service has; default is its primary one.")
  private String model;

  @Option(
      names = "--draw",
      paramLabel = "DIR",
      description = "Write each image with its boxes to DIR, as NAME-detected.jpg.")
  private Path folder;

  @Override
  int run(Session session) throws IOException {
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw misuse("there is no file " + file);
      }
    }
    ServiceClient inference = session.client(Service.INFERENCE, address.inference);
    Optional<DrawnImages> drawn =
        folder == null ? Optional.empty() : Optional.of(DrawnImages.in(folder, session.console()));
    int code = ExitCode.DONE;
    for (Path file : files) {
      code = Math.max(code, detect(session, inference, file, drawn));
    }
    return code;
  }

  private int detect(
      Session session, ServiceClient inference, Path file, Optional<DrawnImages> drawn)
      throws IOException {
    byte[] image = Files.readAllBytes(file);
    JsonNode detection;
    try {
      detection =
          inference.send(
              path() + new Queries().with("threshold", threshold),
              Content.of("application/octet-stream", image));
    } catch (RefusedException e) {
      if (e.problem().status() >= 500 || e.problem().code().equals("unknown-model")) {
        throw e;
      }
      // This image cannot be used; the others may.
      session.console().say(file + ": " + e.getMessage());
      return ExitCode.INCOMPLETE;
    }
    List<Box> boxes = new ArrayList<>();
    detection.path("boxes").forEach(box -> boxes.add(Box.of(box)));
    print(session, file, detection, boxes);
    boolean complete = drawn.isEmpty() || drawn.get().draw(file, image, boxes);
    return complete ? ExitCode.DONE : ExitCode.INCOMPLETE;
  }

  private String path() {
    return model == null ? "/v1/detect" : "/v1/models/" + Queries.segment(model) + "/detect";
  }

  private static void print(Session session, Path file, JsonNode detection, List<Box> boxes) {
    if (session.json()) {
      ObjectNode document = JsonNodeFactory.instance.objectNode().put("file", file.toString());
      session.console().print(document.set("detection", detection));
      return;
    }
    session
        .console()
        .print(
            "%s: %s"
                .formatted(
                    file,
                    boxes.size() == 1
                        ? "1 box"
                        : boxes.isEmpty() ? "no box" : boxes.size() + " boxes"));
    boxes.forEach(
        box ->
            session
                .console()
                .print(
                    String.format(
                        Locale.ROOT,
                        "  %-16s %.3f  %7.1f %7.1f %7.1f %7.1f",
                        box.label(),
                        box.score(),
                        box.xMin(),
                        box.yMin(),
                        box.xMax(),
                        box.yMax())));
  }
}
