package io.boxstream.console.overview;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * Something that needs a person.
 *
 * @param kind what it is
 * @param urgency how soon
 * @param about the service, topic, run or split that it is about; empty if the kind says it all
 * @param count how many; empty if there is nothing to count
 * @param detail what a service says about it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Need(
    NeedKind kind,
    Urgency urgency,
    Optional<String> about,
    Optional<Long> count,
    Optional<String> detail) {

  public Need {
    requireNonNull(kind, "kind");
    requireNonNull(urgency, "urgency");
    requireNonNull(about, "about");
    requireNonNull(count, "count");
    requireNonNull(detail, "detail");
  }

  /** How soon. */
  public enum Urgency {
    /** Something does not work. */
    NOW,
    /** Something will not work, or works less well than it could. */
    SOON,
    /** Work that waits for a person. */
    WHENEVER
  }

  static Need count(NeedKind kind, Urgency urgency, long count) {
    return new Need(kind, urgency, Optional.empty(), Optional.of(count), Optional.empty());
  }

  static Need count(NeedKind kind, Urgency urgency, String about, long count) {
    return new Need(kind, urgency, Optional.of(about), Optional.of(count), Optional.empty());
  }

  static Need about(NeedKind kind, Urgency urgency, String about, Optional<String> detail) {
    return new Need(kind, urgency, Optional.of(about), Optional.empty(), detail);
  }
}
