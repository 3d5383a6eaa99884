package io.boxstream.ingest.app;

import io.boxstream.rest.problem.ProblemException;

/** A parameter that is true or false. The framework takes every other text for false. */
final class Flag {

  private Flag() {}

  /**
   * Reads a parameter.
   *
   * @param text as it was sent, or null for false
   * @throws ProblemException 400 if it is another text
   */
  static boolean of(String name, String text) {
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw ProblemException.invalidRequest("%s is \"%s\", not true or false".formatted(name, text));
  }
}
