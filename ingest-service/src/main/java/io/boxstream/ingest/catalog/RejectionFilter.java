package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which rejections a list has. An empty component does not restrict it.
 *
 * @param reason reason of the rejection
 * @param source kind of the source
 * @param importId import that the images came with
 */
public record RejectionFilter(
    Optional<RejectionReason> reason, Optional<String> source, Optional<String> importId) {

  /** All rejections. */
  public static final RejectionFilter ALL =
      new RejectionFilter(Optional.empty(), Optional.empty(), Optional.empty());

  /** Not part of a reason's code or of a position. */
  private static final String SEPARATOR = "\n";

  /** Not the beginning of a reason's code. */
  private static final String IMPORT = "@";

  /** Validates the components. */
  public RejectionFilter {
    requireNonNull(reason, "reason");
    requireNonNull(source, "source");
    requireNonNull(importId, "importId");
  }

  /** Rejections for a reason. */
  static RejectionFilter ofReason(RejectionReason reason) {
    return new RejectionFilter(Optional.of(reason), Optional.empty(), Optional.empty());
  }

  /** Rejections of a kind of source. */
  static RejectionFilter ofSource(String source) {
    return new RejectionFilter(Optional.empty(), Optional.of(source), Optional.empty());
  }

  /** The filters that match a rejection, each once. */
  static List<RejectionFilter> matching(RejectedImage rejection) {
    List<RejectionFilter> filters = new ArrayList<>();
    for (Optional<RejectionReason> reason : eitherWay(Optional.of(rejection.reason()))) {
      for (Optional<String> source : eitherWay(Optional.of(rejection.source().kind()))) {
        for (Optional<String> importId : eitherWay(rejection.importId())) {
          filters.add(new RejectionFilter(reason, source, importId));
        }
      }
    }
    return filters;
  }

  private static <T> Set<Optional<T>> eitherWay(Optional<T> value) {
    return new HashSet<>(List.of(value, Optional.empty()));
  }

  /** Begins the keys of the list of this filter, and those of no other. */
  String prefix() {
    return importId.map(id -> IMPORT + id + SEPARATOR).orElse("")
        + reason.map(RejectionReason::code).orElse("")
        + SEPARATOR
        + source.map(kind -> "=" + kind).orElse("")
        + SEPARATOR;
  }
}
