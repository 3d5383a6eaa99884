package io.boxstream.rest.access;

import io.boxstream.rest.problem.Problem;
import java.util.Optional;

/**
 * Refuses what a proxy forwards. A service that trusts its own machine must not take a proxy's
 * clients for local ones.
 */
final class Forwarded implements RequestGuard {
  private static final String STANDARD = "forwarded";
  private static final String CUSTOMARY = "x-forwarded-";

  @Override
  public Optional<Problem> refusal(RequestHead request) {
    return request.headerNames().stream()
        .filter(name -> name.equals(STANDARD) || name.startsWith(CUSTOMARY))
        .sorted()
        .findFirst()
        .map(Forwarded::problem);
  }

  private static Problem problem(String header) {
    return Problem.of(
        403,
        "forwarded-request",
        "a proxy forwarded this request (%s), but the service is set up for callers on its own machine; if the proxy authenticates its clients, set boxstream.access.unprotected=true"
            .formatted(header));
  }
}
