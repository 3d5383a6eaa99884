package io.boxstream.cli.client;

import java.io.IOException;
import java.net.URI;
import javax.net.ssl.SSLHandshakeException;

/** A service did not answer. */
public class NoAnswerException extends ServiceException {

  private static final long serialVersionUID = 1L;

  NoAnswerException(String message, IOException cause) {
    super(message, cause);
  }

  /** The connection ended before the answer: the service may have done what was asked. */
  static NoAnswerException broken(Service service, URI address, IOException cause) {
    String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new NoAnswerException(
        "%s at %s ended the connection before its answer was complete (%s): it may have done what was asked"
            .formatted(service.title(), address, why),
        cause);
  }

  /** There is no TLS connection: the request was not sent. */
  static NoAnswerException distrusted(Service service, URI address, SSLHandshakeException cause) {
    return new NoAnswerException(
        "no TLS connection to %s at %s (%s): %s names the file of a private authority"
            .formatted(service.title(), address, cause.getMessage(), Connections.AUTHORITY),
        cause);
  }

  /** Nothing accepts connections at the address: the request was not sent. */
  static final class Unreachable extends NoAnswerException {

    private static final long serialVersionUID = 1L;

    Unreachable(Service service, URI address, IOException cause) {
      super(
          "no %s at %s: start it with `boxstream run`, or say where it is with %s"
              .formatted(service.title(), address, service.option()),
          cause);
    }
  }
}
