package io.boxstream.console.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;

/** The body of an answer, if it is not too long. */
public final class BoundedBody {

  private BoundedBody() {}

  /**
   * Reads it. Called on the event loop of the answer, at once.
   *
   * @return fails with {@link IOException} if it has more bytes
   */
  public static Future<Buffer> of(HttpClientResponse response, int mostBytes) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    response
        .handler(
            part -> {
              if (body.length() + part.length() > mostBytes) {
                whole.tryFail(new IOException("the answer has more than " + mostBytes + " bytes"));
              } else {
                body.appendBuffer(part);
              }
            })
        .endHandler(end -> whole.tryComplete(body))
        .exceptionHandler(whole::tryFail);
    return whole.future();
  }
}
