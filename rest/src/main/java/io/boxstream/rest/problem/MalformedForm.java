package io.boxstream.rest.problem;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells what a malformed form causes in the server's reader of forms from other failures. The
 * reader throws exceptions of any type, also for what the client did wrong, so that only the place
 * where one was thrown can tell.
 */
public final class MalformedForm {
  private static final String READER = "org.jboss.resteasy.reactive.server.core.multipart.";

  private MalformedForm() {}

  /** The answer to a malformed form; empty if a failure has another cause. */
  public static Optional<Problem> problem(Throwable failure) {
    return isOfReader(failure) && !isOfDisk(root(failure))
        ? Optional.of(
            Problem.invalidRequest(
                "the form cannot be read: its parts need the boundary of Content-Type, headers with Content-Disposition, a known charset, and an end"))
        : Optional.empty();
  }

  private static boolean isOfReader(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith(READER));
  }

  /**
   * The reader writes files. That a form ends too early is an I/O error, too, but one of its own.
   */
  private static boolean isOfDisk(Throwable root) {
    StackTraceElement[] stack = root.getStackTrace();
    return root instanceof Error
        || root instanceof IOException
            && !(root instanceof UnsupportedEncodingException)
            && (stack.length == 0 || !stack[0].getClassName().startsWith(READER));
  }

  private static Throwable root(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .reduce((outer, inner) -> inner)
        .orElseThrow();
  }
}
