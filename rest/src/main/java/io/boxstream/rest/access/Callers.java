package io.boxstream.rest.access;

import io.boxstream.access.Identity;
import io.boxstream.rest.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The names that are recorded for what callers cause. With access control it is the name of the key
 * or the subject of the token, followed by the name that the client states: {@code label-tool for
 * anna}. Without, it is the stated name, which nobody verifies.
 */
public final class Callers {
  private static final int LONGEST = 200;

  private Callers() {}

  /**
   * The name of whoever sends a request.
   *
   * @param stated by the client, or null
   * @throws ProblemException 400 if the stated name is too long or has control characters
   */
  public static Optional<String> name(RoutingContext context, String stated) {
    Optional<String> person = person(stated);
    return AccessFilter.caller(context)
        .map(Identity::name)
        .map(
            known ->
                person
                    .filter(name -> !name.equals(known))
                    .map(name -> known + " for " + name)
                    .orElse(known))
        .or(() -> person);
  }

  private static Optional<String> person(String stated) {
    if (stated == null || stated.isBlank()) {
      return Optional.empty();
    }
    if (stated.length() > LONGEST) {
      throw ProblemException.invalidRequest("caller must have at most 200 characters");
    }
    if (stated.chars().anyMatch(Character::isISOControl)) {
      throw ProblemException.invalidRequest("caller must be one line without control characters");
    }
    return Optional.of(stated.strip());
  }
}
