package io.boxstream.cli.client;

import java.io.IOException;
import java.util.Optional;

/** What was to be sent could not be read: the service has received a part, and discards it. */
public final class UnreadableDataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableDataException(IOException cause) {
    super("cannot read the data: " + describe(cause), cause);
  }

  /** The failure of a {@link StreamedBody} that ended a request, if it was one. */
  public static Optional<UnreadableDataException> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnreadableDataException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static String describe(IOException failure) {
    String kind = failure.getClass().getSimpleName().replace("Exception", "");
    return failure.getClass() == IOException.class
        ? failure.getMessage()
        : failure.getMessage() + " (" + kind + ")";
  }
}
