package io.boxstream.ingest.app;

import io.boxstream.events.RejectionReason;
import io.boxstream.ingest.catalog.RejectionFilter;
import io.boxstream.rest.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The parameters that select rejections. */
public class RejectionQueries {

  @QueryParam("reason")
  @Parameter(description = "Rejections for this reason", example = "box-outside-image")
  String reason;

  @QueryParam("source")
  @Parameter(
      description = "Rejections whose source has this kind, for example upload or voc-archive",
      example = "voc-archive")
  String source;

  @QueryParam("import")
  @Parameter(description = "Rejections of images that came with this import, by its id")
  String importId;

  RejectionFilter filter() {
    return filter(reason, source, importId);
  }

  /**
   * The filter of these texts; null and blank texts do not restrict it.
   *
   * @throws ProblemException 400 if there is no such reason
   */
  static RejectionFilter filter(String reason, String source, String importId) {
    return new RejectionFilter(
        given(reason).map(RejectionQueries::reasonOf), given(source), given(importId));
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(value -> !value.isBlank());
  }

  private static RejectionReason reasonOf(String code) {
    return Arrays.stream(RejectionReason.values())
        .filter(reason -> reason.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalidRequest(
                    "reason is \"%s\", not one of %s"
                        .formatted(
                            code,
                            Arrays.stream(RejectionReason.values())
                                .map(RejectionReason::code)
                                .collect(Collectors.joining(", ")))));
  }
}
