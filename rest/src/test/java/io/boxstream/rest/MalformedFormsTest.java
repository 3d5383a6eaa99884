package io.boxstream.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.rest.problem.Problem;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forms that fuzzers send: what is wrong with them is the client's fault and answered so. */
@QuarkusTest
class MalformedFormsTest {
  private static final String TYPE = "multipart/form-data; boundary=b";
  private static final String DISPOSITION = "Content-Disposition: form-data; name=\"image\"";

  @TestHTTPResource("/forms")
  URI address;

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("a line that is no header", TYPE, "--b\r\n[]--b--\r\n"),
        Arguments.of("no end", TYPE, part("", "text")),
        Arguments.of("an end within a header", TYPE, "--b\r\nContent-Dis"),
        Arguments.of("nothing", TYPE, ""),
        Arguments.of("another boundary", TYPE, "--c\r\n\r\n--c--\r\n"),
        Arguments.of(
            "an unknown charset",
            TYPE,
            part("Content-Type: text/plain; charset=nope\r\n", "x") + "--b--\r\n"),
        Arguments.of(
            "an illegal charset",
            TYPE,
            part("Content-Type: text/plain; charset=%00?\r\n", "x") + "--b--\r\n"),
        Arguments.of(
            "a type that is none", TYPE, part("Content-Type: image\r\n", "x") + "--b--\r\n"),
        Arguments.of(
            "no Base64", TYPE, part("Content-Transfer-Encoding: base64\r\n", "A") + "--b--\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void aMalformedFormIsAnsweredWith400(String name, String type, String body) throws Exception {
    HttpResponse<String> answer = send(type, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
    assertThat(answer.body()).contains("\"code\":\"invalid-request\"");
  }

  @Test
  void formsThatCanBeReadAreRead() throws Exception {
    assertThat(send(TYPE, part("", "text") + "--b--\r\n").body()).isEqualTo("1");
    // A part without Content-Disposition has no name.
    assertThat(send(TYPE, "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n").statusCode())
        .isLessThan(500);
    assertThat(send("multipart/form-data", "--b\r\n\r\n--b--\r\n").statusCode()).isLessThan(500);
    assertThat(send("multipart/form-data; boundary=\"\"", "x").statusCode()).isLessThan(500);
  }

  private static String part(String headers, String content) {
    return "--b\r\n" + DISPOSITION + "\r\n" + headers + "\r\n" + content + "\r\n";
  }

  private HttpResponse<String> send(String type, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body, ISO_8859_1))
                .build(),
            BodyHandlers.ofString());
  }
}
