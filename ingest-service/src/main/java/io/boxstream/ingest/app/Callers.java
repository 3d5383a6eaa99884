package io.boxstream.ingest.app;

import io.boxstream.rest.problem.ProblemException;
import java.util.Optional;

/** Names of persons that clients give. They are recorded, not verified. */
final class Callers {

  private static final int LONGEST = 200;

  private Callers() {}

  /**
   * Reads a name.
   *
   * @param text as it was sent, or null
   * @throws ProblemException 400 if it is too long
   */
  static Optional<String> name(String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    if (text.length() > LONGEST) {
      throw ProblemException.invalidRequest("caller is longer than " + LONGEST + " characters");
    }
    return Optional.of(text.strip());
  }
}
