package io.boxstream.ingest.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;

/**
 * What went wrong with a request (RFC 9457).
 *
 * @param type says that the status says it all
 * @param title of the status
 * @param status of HTTP
 * @param detail one sentence for a person
 * @param code stable, for programs
 * @param rejectionId under which the quarantine keeps what was sent; absent where it does not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    String type, String title, int status, String detail, String code, String rejectionId) {

  static final String MEDIA_TYPE = "application/problem+json";

  static final int UNPROCESSABLE = 422;
  static final int INSUFFICIENT_STORAGE = 507;

  private static final int RETRY_AFTER_SECONDS = 5;

  static Response response(int status, String code, String detail) {
    return builder(status, code, detail, null).build();
  }

  /** An answer to what is in quarantine now. */
  static Response quarantined(String code, String detail, String rejectionId) {
    return builder(UNPROCESSABLE, code, detail, rejectionId).build();
  }

  /** An answer to what may succeed a little later. */
  static Response retry(int status, String code, String detail) {
    return builder(status, code, detail, null).header("Retry-After", RETRY_AFTER_SECONDS).build();
  }

  private static Response.ResponseBuilder builder(
      int status, String code, String detail, String rejectionId) {
    return Response.status(status)
        .type(MEDIA_TYPE)
        .entity(new Problem("about:blank", title(status), status, detail, code, rejectionId));
  }

  /** Those of RFC 9110 and RFC 4918 that Jakarta REST has under another name or not at all. */
  private static String title(int status) {
    if (status == UNPROCESSABLE) {
      return "Unprocessable Content";
    }
    if (status == INSUFFICIENT_STORAGE) {
      return "Insufficient Storage";
    }
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Error" : known.getReasonPhrase();
  }
}
