package io.boxstream.rest.problem;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * An error of a request as RFC 9457 describes it.
 *
 * @param type always {@code about:blank}: the code says more than a link could
 * @param title the status in words
 * @param status HTTP status
 * @param detail what happened, for a person
 * @param code what happened, for a program; a code never changes
 * @param members what else is known, by name
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    Map<String, Object> members) {

  /** Content type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** The content type is right, the content is not (RFC 9110, 15.5.21). */
  public static final int UNPROCESSABLE_CONTENT = 422;

  public Problem {
    requireNonNull(detail, "detail");
    requireNonNull(code, "code");
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status is not that of an error: " + status);
    }
    members = Map.copyOf(members);
  }

  /** A problem with nothing but the standard members. */
  public static Problem of(int status, String code, String detail) {
    return new Problem("about:blank", title(status), status, detail, code, Map.of());
  }

  /** A request that cannot be understood or breaks a rule: 400, {@code invalid-request}. */
  public static Problem invalidRequest(String detail) {
    return of(400, "invalid-request", detail);
  }

  /** A failure that is ours: 500, {@code internal-error}. */
  public static Problem internalError() {
    return of(500, "internal-error", "the request failed; the log says why");
  }

  /** The same problem with one more member. */
  public Problem with(String name, Object value) {
    Map<String, Object> more = new TreeMap<>(members);
    more.put(name, value);
    return new Problem(type, title, status, detail, code, more);
  }

  @Override
  @JsonAnyGetter
  public Map<String, Object> members() {
    return members;
  }

  /** The response that carries this problem. */
  public Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }

  /** The response to what may succeed when it is tried again a little later. */
  public Response response(Duration retryAfter) {
    return Response.fromResponse(response())
        .header(HttpHeaders.RETRY_AFTER, retryAfter.toSeconds())
        .build();
  }

  /** Those of RFC 9110 and RFC 4918 that Jakarta REST has under another name or not at all. */
  private static String title(int status) {
    return switch (status) {
      case 413 -> "Content Too Large";
      case UNPROCESSABLE_CONTENT -> "Unprocessable Content";
      case 507 -> "Insufficient Storage";
      default -> {
        Response.Status known = Response.Status.fromStatusCode(status);
        yield known == null ? "Error" : known.getReasonPhrase();
      }
    };
  }
}
