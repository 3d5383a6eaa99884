package io.boxstream.console.gateway;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** The connection of a browser's request. */
public final class BrowserConnection {

  private BrowserConnection() {}

  /** Ends the answer so that it does not look complete: over HTTP/1.1 with its connection. */
  public static void cutOff(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset();
    } else if (isOpen(request)) {
      request.connection().close();
    }
  }

  /**
   * To close a connection Vert.x writes to it, which Netty logs with a stack trace if the browser
   * has closed it. The end of the response is told later than the channel knows.
   */
  private static boolean isOpen(HttpServerRequest request) {
    return !(request.connection() instanceof ConnectionBase connection)
        || connection.channel().isActive();
  }
}
