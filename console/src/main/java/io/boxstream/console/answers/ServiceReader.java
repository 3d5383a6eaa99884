package io.boxstream.console.answers;

import io.boxstream.console.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks services. */
@FunctionalInterface
public interface ServiceReader {

  /**
   * Sends a GET request.
   *
   * @param target path and query, encoded
   * @param authorization the caller's, as the header has it; empty for none
   * @param timeout for the whole answer
   * @return fails with {@link io.boxstream.console.gateway.ServiceUnavailableException} if there is
   *     no answer in time
   */
  CompletableFuture<ServiceAnswer> get(
      Service service, String target, Optional<String> authorization, Duration timeout);
}
