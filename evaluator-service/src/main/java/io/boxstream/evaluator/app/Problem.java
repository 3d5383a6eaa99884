package io.boxstream.evaluator.app;

import jakarta.ws.rs.core.Response;

/**
 * An error as RFC 9457 puts it.
 *
 * @param type address of the kind of problem; the code says it here
 * @param title the status in words
 * @param status HTTP status
 * @param code stable name for programs
 * @param detail one sentence for people
 */
public record Problem(String type, String title, int status, String code, String detail) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Response response(int status, String code, String detail) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    return Response.status(status)
        .type(MEDIA_TYPE)
        .entity(new Problem("about:blank", title, status, code, detail))
        .build();
  }
}
