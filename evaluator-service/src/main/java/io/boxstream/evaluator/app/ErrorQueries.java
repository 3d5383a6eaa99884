package io.boxstream.evaluator.app;

import io.boxstream.detection.metric.AreaRange;
import io.boxstream.evaluator.compare.ErrorFilter;
import io.boxstream.evaluator.compare.ErrorKind;
import io.boxstream.evaluator.compare.ErrorSide;
import io.boxstream.rest.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The parameters that select errors. */
public class ErrorQueries {

  @QueryParam("class")
  @Parameter(description = "Errors of this class", example = "hat")
  String label;

  @QueryParam("kind")
  @Parameter(
      description = "false: boxes that find nothing new. missed: objects not found",
      example = "missed")
  String kind;

  @QueryParam("size")
  @Parameter(description = "small, medium or large boxes as in COCO", example = "small")
  String size;

  @QueryParam("minScore")
  @Parameter(description = "False boxes with at least this score, 0 to 1", example = "0.5")
  String minimumScore;

  @QueryParam("maxScore")
  @Parameter(description = "False boxes with at most this score, 0 to 1", example = "0.9")
  String maximumScore;

  @QueryParam("side")
  @Parameter(
      description = "Whose errors count: checkpoint, champion or either",
      example = "checkpoint")
  String side;

  ErrorFilter filter() {
    return new ErrorFilter(
        given(label),
        given(kind)
            .map(code -> ErrorKind.of(code).orElseThrow(() -> no("kind", code, "false or missed"))),
        given(size).map(ErrorQueries::range),
        given(minimumScore).map(text -> score("minScore", text)),
        given(maximumScore).map(text -> score("maxScore", text)));
  }

  ErrorSide errorSide() {
    return given(side)
        .map(
            code ->
                ErrorSide.of(code)
                    .orElseThrow(() -> no("side", code, "checkpoint, champion or either")))
        .orElse(ErrorSide.EITHER);
  }

  private static AreaRange range(String code) {
    return switch (code) {
      case "small" -> AreaRange.SMALL;
      case "medium" -> AreaRange.MEDIUM;
      case "large" -> AreaRange.LARGE;
      default -> throw no("size", code, "small, medium or large");
    };
  }

  private static double score(String name, String text) {
    try {
      double score = Double.parseDouble(text.strip());
      if (score >= 0 && score <= 1) {
        return score;
      }
    } catch (NumberFormatException e) {
      // answered below like a number that is out of range
    }
    throw no(name, text, "a number from 0 to 1");
  }

  private static ProblemException no(String name, String text, String expected) {
    return ProblemException.invalidRequest("%s is \"%s\", not %s".formatted(name, text, expected));
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(value -> !value.isBlank());
  }
}
