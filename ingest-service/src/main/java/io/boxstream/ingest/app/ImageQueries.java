package io.boxstream.ingest.app;

import io.boxstream.ingest.catalog.ImageFilter;
import io.boxstream.rest.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The parameters that select images. */
public class ImageQueries {

  private static final String NO_BOXES = "none";
  private static final int LONGEST_TEXT = 200;

  @QueryParam("class")
  @Parameter(description = "Images with a box of this class", example = "hat")
  String label;

  @QueryParam("split")
  @Parameter(description = "Images of this split: train, val or test", example = "train")
  String split;

  @QueryParam("source")
  @Parameter(
      description = "Images whose source has this kind, for example upload or voc-archive",
      example = "voc-archive")
  String source;

  @QueryParam("boxes")
  @Parameter(description = "none: images without boxes", example = NO_BOXES)
  String boxes;

  @QueryParam("since")
  @Parameter(
      description = "Images that came or changed at this time or later: RFC 3339, or a date in UTC",
      example = "2026-11-23T10:15:30Z")
  String since;

  @QueryParam("text")
  @Parameter(
      description =
          "Images with this text in the name of their source or of a class, or at the beginning of"
              + " their id; upper and lower case are the same. At most 200 characters",
      example = "site 7")
  String text;

  ImageFilter filter() {
    if (boxes != null && !boxes.equals(NO_BOXES)) {
      throw ProblemException.invalidRequest("boxes is \"" + boxes + "\", not none");
    }
    if (text != null && text.length() > LONGEST_TEXT) {
      throw ProblemException.invalidRequest("text has more than " + LONGEST_TEXT + " characters");
    }
    return new ImageFilter(
        given(label),
        given(split).map(MultipartForm::splitOf),
        given(source),
        boxes != null,
        given(since).map(ImageQueries::time),
        false,
        given(text));
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(value -> !value.isBlank());
  }

  private static Instant time(String text) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw ProblemException.invalidRequest(
          "since is \"" + text + "\", not a time such as 2026-11-23T10:15:30Z or a date");
    }
  }
}
