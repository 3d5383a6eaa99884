package io.boxstream.rest.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Looks like another exception in a log, but for what is not a part of one line in its messages.
 */
final class OneLineThrowable extends Throwable {
  private static final long serialVersionUID = 1L;

  private final String line;

  private OneLineThrowable(Throwable original, Throwable cause) {
    super(OneLine.of(String.valueOf(original.getMessage())), cause, true, true);
    this.line = OneLine.of(original.toString());
    setStackTrace(original.getStackTrace());
  }

  /** The exception itself, if all its messages and those of its causes are parts of a line. */
  static Throwable of(Throwable original) {
    return isSafe(original, identitySet()) ? original : copy(original, identitySet());
  }

  private static boolean isSafe(Throwable failure, Set<Throwable> seen) {
    if (failure == null || !seen.add(failure)) {
      return true;
    }
    boolean safe = OneLine.isSafe(failure.toString()) && isSafe(failure.getCause(), seen);
    for (Throwable suppressed : failure.getSuppressed()) {
      safe = safe && isSafe(suppressed, seen);
    }
    return safe;
  }

  private static Throwable copy(Throwable original, Set<Throwable> seen) {
    if (original == null || !seen.add(original)) {
      return null;
    }
    Throwable copy = new OneLineThrowable(original, copy(original.getCause(), seen));
    for (Throwable suppressed : original.getSuppressed()) {
      Throwable copied = copy(suppressed, seen);
      if (copied != null) {
        copy.addSuppressed(copied);
      }
    }
    return copy;
  }

  private static Set<Throwable> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  @Override
  public String toString() {
    return line;
  }
}
