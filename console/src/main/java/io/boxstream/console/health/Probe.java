package io.boxstream.console.health;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds out how a service or the broker is. */
@FunctionalInterface
public interface Probe {

  /**
   * Looks.
   *
   * @return empty while nothing can be said; a failure means that it is away
   */
  CompletableFuture<Optional<Observation>> observe();
}
