package io.boxstream.console.answers;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param authorization as the header has it; empty for none
 * @param mayMeasure whether the caller may read metrics
 */
public record Caller(Optional<String> authorization, boolean mayMeasure) {

  public Caller {
    requireNonNull(authorization, "authorization");
  }
}
