package io.boxstream.console.alerts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert that fires.
 *
 * @param name of its rule
 * @param critical whether its label {@code severity} says so
 * @param summary its annotation; the name if it has none
 * @param description its annotation, which says more
 * @param since when its condition began to hold
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Alert(
    String name, boolean critical, String summary, Optional<String> description, Instant since) {

  public Alert {
    requireNonNull(name, "name");
    requireNonNull(summary, "summary");
    requireNonNull(description, "description");
    requireNonNull(since, "since");
  }
}
