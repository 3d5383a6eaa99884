package io.boxstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * Why a service refuses a request (RFC 9457).
 *
 * @param status of HTTP
 * @param title the status in words; empty if the answer has none
 * @param detail for people; empty if the answer has none
 * @param code for programs; empty if the answer has none
 */
public record Problem(int status, String title, String detail, String code) {

  public Problem {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(code, "code");
  }

  static Problem of(int status, JsonNode answer) {
    return new Problem(
        status,
        answer.path("title").asText(""),
        answer.path("detail").asText(""),
        answer.path("code").asText(""));
  }

  /** One line with the title, the status, the code and the detail. */
  public String text() {
    String number = code.isEmpty() ? String.valueOf(status) : status + ", " + code;
    String head = (title.isEmpty() ? "HTTP status" : title) + " (" + number + ")";
    return detail.isEmpty() ? head : head + ": " + detail;
  }
}
