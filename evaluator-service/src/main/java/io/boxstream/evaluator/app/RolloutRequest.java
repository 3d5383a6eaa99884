package io.boxstream.evaluator.app;

import io.boxstream.artifacts.rollout.RolloutBudgets;
import io.boxstream.artifacts.rollout.RolloutMode;
import io.boxstream.evaluator.rollout.RolloutService.Trial;
import io.boxstream.rest.problem.ProblemException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A rollout that is asked for.
 *
 * @param model name of the model; the configured one if it is missing
 * @param checkpoint id of the challenger
 * @param mode {@code shadow} or {@code canary}
 * @param share of the requests, or of the keys for a canary
 * @param budgets what it may cost; missing ones have their defaults
 * @param onSuccess {@code nothing} or {@code promote}
 * @param caller name of the person who asks for it; needed without access control
 * @param reason one sentence for the history
 */
public record RolloutRequest(
    @Schema(nullable = true) String model,
    @Schema(required = true) String checkpoint,
    @Schema(
            required = true,
            enumeration = {"shadow", "canary"})
        String mode,
    @Schema(required = true, minimum = "0", exclusiveMinimum = true, maximum = "1") Double share,
    @Schema(nullable = true) Budgets budgets,
    @Schema(
            nullable = true,
            enumeration = {"nothing", "promote"},
            defaultValue = "nothing")
        String onSuccess,
    @Schema(nullable = true, maxLength = 200) String caller,
    @Schema(required = true, minLength = 1, maxLength = 1000) String reason) {
  private static final double LATENCY_RATIO = 1.5;
  private static final double DISAGREEMENT = 0.2;
  private static final long IMAGES = 1000;
  private static final String DURATION = "P1D";
  private static final Duration LONGEST = Duration.ofDays(30);

  /**
   * What a rollout may cost.
   *
   * @param latencyRatio by how much the challenger may be slower at the 99th percentile: the engine
   *     in the shadow, the answers that callers wait for in a canary
   * @param disagreement share of the images in which it may find different objects
   * @param images compared images after which it is complete
   * @param duration after which it ends incomplete, ISO 8601, at most 30 days
   */
  public record Budgets(
      @Schema(nullable = true, minimum = "0.1", maximum = "100", defaultValue = "1.5")
          Double latencyRatio,
      @Schema(
              nullable = true,
              minimum = "0",
              maximum = "1",
              exclusiveMaximum = true,
              defaultValue = "0.2")
          Double disagreement,
      @Schema(nullable = true, minimum = "1", defaultValue = "1000") Long images,
      @Schema(nullable = true, defaultValue = DURATION, examples = "PT2H") String duration) {

    private RolloutBudgets checked() {
      return new RolloutBudgets(
          latencyRatio == null ? LATENCY_RATIO : latencyRatio,
          disagreement == null ? DISAGREEMENT : disagreement,
          images == null ? IMAGES : images,
          time(duration == null ? DURATION : duration));
    }

    private static Duration time(String text) {
      try {
        Duration duration = Duration.parse(text);
        if (duration.compareTo(LONGEST) <= 0) {
          return duration;
        }
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("duration must be like PT2H or P1D: '" + text + "'", e);
      }
      throw new IllegalArgumentException("duration must be at most 30 days: " + text);
    }
  }

  /** What is tried, checked. */
  Trial trial() {
    if (checkpoint == null || mode == null || share == null) {
      throw ProblemException.invalidRequest("checkpoint, mode and share must be there");
    }
    if (!(share > 0 && share <= 1)) {
      throw ProblemException.invalidRequest("share must be above 0 and at most 1: " + share);
    }
    Budgets asked = budgets == null ? new Budgets(null, null, null, null) : budgets;
    try {
      return new Trial(
          Requests.checkpoint(checkpoint), mode(mode), share, asked.checked(), promotes(onSuccess));
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalidRequest(e.getMessage());
    }
  }

  private static RolloutMode mode(String text) {
    return switch (text) {
      case "shadow" -> RolloutMode.SHADOW;
      case "canary" -> RolloutMode.CANARY;
      default ->
          throw new IllegalArgumentException("mode must be shadow or canary: '" + text + "'");
    };
  }

  private static boolean promotes(String text) {
    return switch (text == null ? "nothing" : text) {
      case "nothing" -> false;
      case "promote" -> true;
      default ->
          throw new IllegalArgumentException(
              "onSuccess must be nothing or promote: '" + text + "'");
    };
  }
}
