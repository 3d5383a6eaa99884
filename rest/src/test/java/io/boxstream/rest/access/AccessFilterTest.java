package io.boxstream.rest.access;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.boxstream.rest.problem.Problem;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Protected mode as a service has it that does no more than depend on this module. */
@QuarkusTest
class AccessFilterTest {

  @TestHTTPResource("/")
  URI address;

  @ParameterizedTest
  @ValueSource(strings = {"/counted?count=1", "/nothing", "/q/health/live", "/q/nothing"})
  void everyAddressIsClosedToOtherHostsOriginsAndProxies(String path) {
    refused(given().header("Host", "evil.example").get(path).then(), "foreign-host")
        .body("detail", containsString("evil.example"));
    refused(given().header("Origin", "https://evil.example").get(path).then(), "foreign-origin");
    refused(given().header("Origin", "null").get(path).then(), "foreign-origin");
    refused(given().header("Sec-Fetch-Site", "cross-site").get(path).then(), "foreign-origin");
    refused(given().header("X-Forwarded-For", "10.0.0.1").get(path).then(), "forwarded-request");
    refused(given().header("Forwarded", "for=10.0.0.1").get(path).then(), "forwarded-request");
  }

  @Test
  void namesOfCallersAreRecordedAsTheyAreStated() {
    given().get("/caller").then().body(equalTo("unknown"));
    given().get("/caller?caller=Ana Díaz").then().body(equalTo("Ana Díaz"));
    given().get("/caller?caller=" + "a".repeat(201)).then().statusCode(400);
    given().urlEncodingEnabled(false).get("/caller?caller=two%0Alines").then().statusCode(400);
  }

  @Test
  void aFormOfAnotherOriginIsRefusedBeforeItsBodyIsRead() throws Exception {
    assertThat(
            send(
                "POST /uploads HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
                    + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ")
        .contains("\"code\":\"foreign-origin\"");
  }

  @Test
  void aClientThatSendsItsBodyFirstSeesTheAnswer() {
    byte[] body = new byte[4_000_000];

    for (int request = 0; request < 3; request++) {
      refused(
          given().header("Origin", "http://evil.example").body(body).post("/uploads").then(),
          "foreign-origin");
    }
  }

  @Test
  void hostsAreReadAsTheyCome() throws Exception {
    String close = "Connection: close\r\n\r\n";
    String path = "GET /counted?count=1 HTTP/1.1\r\n";

    assertThat(send(path + "Host: LOCALHOST.:1\r\n" + close)).startsWith("HTTP/1.1 200 ");
    assertThat(send(path + "Host: [::1]\r\n" + close)).startsWith("HTTP/1.1 200 ");
    assertThat(send(path + "Host:\r\n" + close)).matches("(?s)HTTP/1.1 40[03] .*");
    assertThat(send(path + close)).startsWith("HTTP/1.1 400 ");
    assertThat(send(path + "Host: localhost\r\nHost: localhost\r\n" + close))
        .startsWith("HTTP/1.1 400 ");
    assertThat(
            send("GET http://evil.example/counted?count=1 HTTP/1.1\r\nHost: localhost\r\n" + close))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void callersOnThisMachineAreAnswered() {
    String own = "http://" + address.getAuthority();

    given().get("/counted?count=1").then().statusCode(200);
    given().header("Origin", own).get("/counted?count=1").then().statusCode(200);
    for (String site : List.of("none", "same-origin")) {
      given().header("Sec-Fetch-Site", site).get("/q/health/live").then().statusCode(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/counted?count=1", "/counted?count=0", "/broken", "/nothing", "/q/health/live"})
  void everyAnswerTellsBrowsersToDoNoMoreThanToShowIt(String path) {
    restricted(given().get(path).then());
    restricted(given().header("Origin", "http://evil.example").get(path).then());
  }

  private static void restricted(ValidatableResponse response) {
    response
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .header("Access-Control-Allow-Origin", nullValue());
  }

  private static ValidatableResponse refused(ValidatableResponse response, String code) {
    return response
        .statusCode(403)
        .contentType(Problem.MEDIA_TYPE)
        .body("status", equalTo(403))
        .body("code", equalTo(code));
  }

  /** Sends a request, and reads until the server closes the connection. */
  private String send(String request) throws Exception {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
