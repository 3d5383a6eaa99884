package io.boxstream.ingest.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.boxstream.rest.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of a request about many things of a list: either their ids, or what they have in common.
 *
 * @param ids at most so many as the operation allows; one that is named twice counts once
 * @param reason those with this reason
 * @param source those whose source has this kind; of rejections only
 * @param importId those that came with this import; of rejections only
 * @param limit most things that the request is about, with a filter
 * @param after {@code next} of the previous answer, with a filter
 * @param caller name of the person who asks for it
 */
@Schema(name = "BulkRequest")
record BulkRequest(
    @Schema(type = SchemaType.ARRAY, nullable = true)
        @JsonDeserialize(contentUsing = Strict.Text.class)
        List<String> ids,
    @Schema(nullable = true) @JsonDeserialize(using = Strict.Text.class) String reason,
    @Schema(nullable = true) @JsonDeserialize(using = Strict.Text.class) String source,
    @Schema(nullable = true) @JsonProperty("import") @JsonDeserialize(using = Strict.Text.class)
        String importId,
    @Schema(nullable = true, minimum = "1") @JsonDeserialize(using = Strict.WholeNumber.class)
        Integer limit,
    @Schema(nullable = true) @JsonDeserialize(using = Strict.Text.class) String after,
    @Schema(nullable = true) @JsonDeserialize(using = Strict.Text.class) String caller) {

  /** The things that a request is about, and where the next request goes on. */
  record Selection(List<String> ids, Optional<String> next) {}

  /**
   * The things that this request is about.
   *
   * @param most maximum number of things
   * @param page finds a page of those that have something in common
   * @throws ProblemException 400 if it names nothing, both or too many
   */
  static Selection select(BulkRequest request, int most, Function<BulkRequest, Selection> page) {
    if (request == null || (request.ids() == null && !request.hasFilter())) {
      throw ProblemException.invalidRequest("the JSON has neither \"ids\" nor \"reason\"");
    }
    if (request.limit() != null && (request.limit() < 1 || request.limit() > most)) {
      throw ProblemException.invalidRequest(
          "limit must be a number from 1 to " + most + ": " + request.limit());
    }
    if (request.hasFilter()) {
      if (request.ids() != null) {
        throw ProblemException.invalidRequest("the JSON has both \"ids\" and a filter");
      }
      return page.apply(request);
    }
    return new Selection(checked(request.ids(), most), Optional.empty());
  }

  private static List<String> checked(List<String> ids, int most) {
    if (ids.isEmpty() || ids.size() > most) {
      throw ProblemException.invalidRequest(
          "ids must have 1 to %d elements, has %d".formatted(most, ids.size()));
    }
    if (ids.stream().anyMatch(id -> id == null || id.isBlank())) {
      throw ProblemException.invalidRequest("an element of ids is empty");
    }
    return ids.stream().distinct().toList();
  }

  /** The number of things that a page has. */
  int size(int most) {
    return limit == null ? most : limit;
  }

  /** Where a page begins. */
  Optional<String> start() {
    return given(after);
  }

  /** The reason of a filter that has nothing else. */
  String requiredReason() {
    return given(reason)
        .orElseThrow(() -> ProblemException.invalidRequest("the JSON has no \"reason\""));
  }

  private boolean hasFilter() {
    return given(reason).isPresent() || given(source).isPresent() || given(importId).isPresent();
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(value -> !value.isBlank());
  }
}
