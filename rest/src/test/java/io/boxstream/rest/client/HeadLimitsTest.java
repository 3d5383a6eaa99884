package io.boxstream.rest.client;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.rest.problem.Problem;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heads that are too long, and parts of a form that are too many. */
@QuarkusTest
class HeadLimitsTest {

  @TestHTTPResource("/")
  URI address;

  @BeforeEach
  void aRequestIsAnswered() {
    given().get("/counted?count=1").then().statusCode(200);
  }

  @Test
  void aLongAddressIsRefused() throws Exception {
    assertThat(send("GET /counted?count=" + "1".repeat(5000) + " HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 414 ")
        .containsIgnoringCase("content-type: " + Problem.MEDIA_TYPE)
        .containsIgnoringCase("x-content-type-options: nosniff")
        .contains("\"code\":\"address-too-long\"")
        .contains("quarkus.http.limits.max-initial-line-length");
  }

  @Test
  void longHeadersAreRefused() throws Exception {
    assertThat(
            send(
                "GET /counted?count=1 HTTP/1.1\r\nHost: localhost\r\nX: "
                    + "x".repeat(30_000)
                    + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ")
        .contains("\"code\":\"headers-too-large\"")
        .contains("quarkus.http.limits.max-header-size");
  }

  @Test
  void manyHeadersAreRefused() throws Exception {
    assertThat(
            send(
                "GET /counted?count=1 HTTP/1.1\r\nHost: localhost\r\n"
                    + "X: 1\r\n".repeat(6000)
                    + "\r\n"))
        .startsWith("HTTP/1.1 431 ");
  }

  @Test
  void whatIsNotHttpIsRefused() throws Exception {
    assertThat(send("GET /counted?count=1 HTTP/1.1\r\nHost: localhost\r\nX : 1\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"code\":\"invalid-request\"");
  }

  @Test
  void manyPartsOfAFormAreRefused() throws Exception {
    String body =
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n".repeat(1100) + "--x--\r\n";

    assertThat(
            send(
                SlowClient.head("/forms", "multipart/form-data; boundary=x", body.length())
                        .replace("Host:", "Connection: close\r\nHost:")
                    + body))
        .startsWith("HTTP/1.1 413 ")
        .contains("quarkus.http.limits.max-parameters");
  }

  @Test
  void aLongFieldOfAFormIsRefused() throws Exception {
    String body =
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
            + "1".repeat(5000)
            + "\r\n--x--\r\n";

    assertThat(
            send(
                SlowClient.head("/forms", "multipart/form-data; boundary=x", body.length())
                        .replace("Host:", "Connection: close\r\nHost:")
                    + body))
        .startsWith("HTTP/1.1 413 ")
        .contains("quarkus.http.limits.max-form-attribute-size");
  }

  private String send(String request) throws Exception {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
