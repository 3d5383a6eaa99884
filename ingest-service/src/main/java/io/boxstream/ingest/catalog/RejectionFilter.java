package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import java.util.List;
import java.util.Optional;

/**
 * Which rejections a list has. An empty component does not restrict it.
 *
 * @param reason reason of the rejection
 * @param source kind of the source
 */
public record RejectionFilter(Optional<RejectionReason> reason, Optional<String> source) {

  /** All rejections. */
  public static final RejectionFilter ALL = new RejectionFilter(Optional.empty(), Optional.empty());

  /** Not part of a reason's code or of a position. */
  private static final String SEPARATOR = "\n";

  /** Validates the components. */
  public RejectionFilter {
    requireNonNull(reason, "reason");
    requireNonNull(source, "source");
  }

  /** The filters that match a rejection, each once. */
  static List<RejectionFilter> matching(RejectedImage rejection) {
    Optional<RejectionReason> reason = Optional.of(rejection.reason());
    Optional<String> source = Optional.of(rejection.source().kind());
    return List.of(
        ALL,
        new RejectionFilter(reason, Optional.empty()),
        new RejectionFilter(Optional.empty(), source),
        new RejectionFilter(reason, source));
  }

  /** Begins the keys of the list of this filter, and those of no other. */
  String prefix() {
    return reason.map(RejectionReason::code).orElse("")
        + SEPARATOR
        + source.map(kind -> "=" + kind).orElse("")
        + SEPARATOR;
  }
}
