package io.boxstream.console.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.console.Service;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What browsers do is no reason for a warning or a stack trace in the console's log. */
@QuarkusTest
@TestProfile(QuietLogTest.AwayServices.class)
class QuietLogTest {
  private static final int DOWNLOADS = 200;
  private static final String BODY = "x".repeat(2 << 20);

  @TestHTTPResource("/")
  URI address;

  private final Records records = new Records();

  /** Services that are away until a test starts them. */
  public static final class AwayServices implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return FreeAddresses.configuration();
    }
  }

  /** Warnings, and what has a stack trace. */
  private static final class Records extends Handler {
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      boolean isWarning = entry.getLevel().intValue() >= Level.WARNING.intValue();
      if ((isWarning || entry.getThrown() != null) && !isExpected(entry.getLoggerName())) {
        seen.add(
            "%s %s %s %s"
                .formatted(
                    entry.getLevel(),
                    entry.getLoggerName(),
                    entry.getMessage(),
                    entry.getThrown()));
      }
    }

    /** There is no broker, and the machine may be busy. */
    private static boolean isExpected(String logger) {
      return logger.startsWith("org.apache.kafka")
          || logger.startsWith("io.boxstream.events")
          || logger.equals("io.vertx.core.impl.BlockedThreadChecker");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    given().get("/api/session").then().statusCode(200);
    Logger.getLogger("").addHandler(records);
  }

  @AfterEach
  void stopListening() {
    Logger.getLogger("").removeHandler(records);
  }

  @Test
  void browsersThatAbortDownloadsLogNothing() throws IOException {
    try (ScriptedService service =
        ScriptedService.start(
            Service.INGEST,
            (head, attempt) ->
                Optional.of(
                    "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(BODY.length())
                        + BODY))) {
      for (int number = 0; number < DOWNLOADS; number++) {
        abort("/api/ingest/v1/export?number=" + number, number % 2 == 0, 10_000L * (number % 4));
      }
      given().get("/api/ingest/v1/export").then().statusCode(200);
      assertThat(service.requests()).hasSizeGreaterThan(DOWNLOADS / 2);
    }
    assertThat(records.seen).isEmpty();
  }

  @Test
  void browsersThatAbortOwnFilesLogNothing() throws IOException {
    for (int number = 0; number < DOWNLOADS; number++) {
      abort("/app/main.js", number % 2 == 0, number % 3);
      abort("/api/events", number % 2 == 0, number % 3);
    }
    assertThat(records.seen).isEmpty();
  }

  /**
   * @param resets instead of saying that the connection ends
   * @param bytes of the body that are read before; of the head, too, unless it is 0
   */
  private void abort(String path, boolean resets, long bytes) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      if (resets) {
        socket.setSoLinger(true, 0);
      }
      RawConnection browser = new RawConnection(socket);
      browser.send("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path));
      if (bytes > 0) {
        browser.head();
        browser.skip(bytes);
      }
    }
  }
}
