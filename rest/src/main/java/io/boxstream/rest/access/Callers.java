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
  /** The code of the problem of a caller who changes images of another source. */
  static final String OTHER_SOURCE = "other-source";

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

  /** The only source whose images the caller may send and change; empty if every one. */
  public static Optional<String> source(RoutingContext context) {
    return AccessFilter.caller(context).flatMap(Identity::source);
  }

  /**
   * Refuses a caller whose key is for one source to change an image of another.
   *
   * @param source of the image
   * @throws ProblemException 403 if the caller may not change it
   */
  public static void requireSource(RoutingContext context, String source) {
    source(context)
        .filter(only -> !only.equals(source))
        .ifPresent(
            only -> {
              throw ProblemException.of(
                  403,
                  OTHER_SOURCE,
                  "the image is of the source %s, and the key is for the source %s only"
                      .formatted(source, only));
            });
  }

  /** Whether the caller may use a model: everyone but who has a key for another one. */
  public static boolean mayUseModel(RoutingContext context, String model) {
    return AccessFilter.caller(context)
        .flatMap(Identity::model)
        .filter(only -> !only.equals(model))
        .isEmpty();
  }

  /**
   * Refuses a caller whose key is for another model.
   *
   * @throws ProblemException 403 if the caller may not use the model
   */
  public static void requireModel(RoutingContext context, String model) {
    if (!mayUseModel(context, model)) {
      throw new ProblemException(
          Authentication.otherModel(AccessFilter.caller(context).orElseThrow()));
    }
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
