package io.boxstream.ingest.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.access.Scope;
import io.boxstream.testbed.access.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ids of clients name files of the work folder, and no others. Runs with the keys of ScopesTest.
 */
@QuarkusTest
@TestProfile(ScopesTest.WithKeys.class)
class ClientPathsTest {
  private static final Path FILE = Path.of("target", "keys.json").toAbsolutePath();

  /** Of TestKeys.configuration. */
  private static final Path WORK = Path.of("target", "with-keys");

  @TestHTTPResource("/")
  URI address;

  private String authorization;

  @BeforeEach
  void placeFilesWhereIdsMustNotLead() throws IOException {
    authorization = TestKeys.write(FILE).authorization(Scope.READ);
    Files.createDirectories(WORK.resolve("outside"));
    for (String name : new String[] {"outside.json", "outside/status.json", "renames/x.json"}) {
      Path file = WORK.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "{\"id\": \"outside\", \"state\": \"RUNNING\"}");
    }
  }

  static Stream<String> targets() {
    return Stream.of("/v1/classes/renames/%s", "/v1/imports/%s", "/v1/webhooks/deliveries/%s")
        .flatMap(
            target ->
                Stream.of(
                        "..%2Foutside",
                        "..%2foutside.json%00",
                        "..%5Coutside",
                        "x",
                        "%2e%2e%2foutside",
                        "%00",
                        "..%2F..%2F..%2F..%2F..%2Fetc%2Fpasswd%00",
                        "%2Fetc%2Fpasswd",
                        "file:%2F%2F%2Fetc%2Fpasswd",
                        "%ED%A0%80",
                        "%FF",
                        "a".repeat(5000),
                        "$%7Bjava.home%7D")
                    .map(target::formatted));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void anIdIsNoPath(String target) throws IOException {
    String answer = answer(target);

    assertThat(answer).matches("(?s)HTTP/1\\.[01] (400|404|414) .*");
    assertThat(answer).doesNotContain("RUNNING", "root:");
  }

  private String answer(String target) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request =
          "GET "
              + target
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
              + authorization
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
