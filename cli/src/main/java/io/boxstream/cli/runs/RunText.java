package io.boxstream.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.cli.output.Words;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How far a run is, in words. */
public final class RunText {

  private RunText() {}

  /** Whether a run trains at present. */
  public static boolean isRunning(JsonNode run) {
    return state(run).equals("RUNNING");
  }

  /** Whether a run trains or waits for its turn. */
  public static boolean isOpen(JsonNode run) {
    return isRunning(run) || state(run).equals("QUEUED");
  }

  /** QUEUED, RUNNING, COMPLETED, STOPPED or FAILED. */
  public static String state(JsonNode run) {
    return run.path("state").asText();
  }

  /** The state and what belongs to it. */
  public static String of(JsonNode run) {
    return switch (state(run)) {
      case "QUEUED" -> "is queued";
      case "RUNNING" -> "trains: " + progress(run);
      case "COMPLETED" -> "is completed: " + epochs(run) + ", " + checkpoints(run);
      default ->
          "is " + state(run).toLowerCase(Locale.ROOT) + " after " + epochs(run) + detail(run);
    };
  }

  /** Epoch, loss, speed and time left of a run that trains. */
  public static String progress(JsonNode run) {
    StringBuilder text = new StringBuilder();
    text.append("epoch ").append(run.path("epoch").asInt() + 1);
    text.append(" of ").append(run.path("epochs").asInt());
    JsonNode losses = run.path("losses");
    if (losses.isObject()) {
      text.append(", cross-entropy ").append(number(losses, "crossEntropy"));
      text.append(", smooth L1 ").append(number(losses, "smoothL1"));
    }
    double speed = run.path("imagesPerSecond").asDouble();
    if (speed > 0) {
      text.append(", ").append(Words.number(speed)).append(" images/s");
    }
    return text.append(Words.left(eta(run))).toString();
  }

  /** Steps completed. */
  public static long step(JsonNode run) {
    return run.path("step").asLong();
  }

  /** Steps in all; an estimate if the run has a time. */
  public static long steps(JsonNode run) {
    return run.path("steps").asLong();
  }

  private static String number(JsonNode object, String field) {
    return Words.number(object.path(field).asDouble());
  }

  private static Optional<Duration> eta(JsonNode run) {
    JsonNode seconds = run.path("etaSeconds");
    return seconds.isNumber()
        ? Optional.of(Duration.ofSeconds(Math.round(seconds.asDouble())))
        : Optional.empty();
  }

  private static String epochs(JsonNode run) {
    return Words.count(run.path("epoch").asInt(), "epoch");
  }

  private static String checkpoints(JsonNode run) {
    return Words.count(run.path("checkpoints").size(), "checkpoint");
  }

  private static String detail(JsonNode run) {
    String detail = run.path("detail").asText("");
    return detail.isEmpty() ? "" : ": " + detail;
  }
}
