package io.boxstream.inference.protocol;

import static java.util.Objects.requireNonNull;

/** A request that breaks the protocol, or asks for what is not there. */
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;

  private final int status;

  private ProtocolException(int status, String message) {
    super(requireNonNull(message, "message"));
    this.status = status;
  }

  /** What the request says is wrong. */
  public static ProtocolException invalid(String message) {
    return new ProtocolException(BAD_REQUEST, message);
  }

  /** There is no such model or version. */
  public static ProtocolException notFound(String message) {
    return new ProtocolException(NOT_FOUND, message);
  }

  static ProtocolException tooLarge(String message) {
    return new ProtocolException(TOO_LARGE, message);
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }
}
