package io.boxstream.console.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.console.Service;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Bodies in both directions, with a browser and a service that go as slowly as they like. Clients
 * are slow below 100 bytes a second, measured over a second.
 */
@QuarkusTest
@TestProfile(StreamingTest.Impatient.class)
class StreamingTest {
  private static final long BODY = 200L << 20;

  /** Buffers of four sockets and of the console: far from the body. */
  private static final long MOST_ON_THE_WAY = 48L << 20;

  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TestHTTPResource("/")
  URI address;

  private ServerSocket listener;

  /** Of the request that came last. */
  private String head;

  /** Short windows, and services that are away. */
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> configuration = new HashMap<>(FreeAddresses.configuration());
      configuration.put("boxstream.http.minimum-rate", "100");
      configuration.put("boxstream.http.rate-window", "1s");
      return configuration;
    }
  }

  @BeforeEach
  void listen() throws IOException {
    listener =
        new ServerSocket(FreeAddresses.port(Service.INGEST), 5, InetAddress.getLoopbackAddress());
    listener.setSoTimeout((int) LONGEST.toMillis());
    // From the first request on, connections are watched.
    given().get("/api/session").then().statusCode(200);
  }

  @AfterEach
  void stopListening() throws IOException {
    listener.close();
  }

  @Test
  void anUploadWaitsForTheServiceAndIsKeptNowhere() throws IOException {
    AtomicLong sent = new AtomicLong();
    try (RawConnection browser = RawConnection.to(address)) {
      browser.send(
          "POST /api/ingest/v1/imports HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
              .formatted(BODY));
      CompletableFuture<Void> sending = sendInBackground(browser, sent);
      try (RawConnection service = accept()) {
        assertThat(head)
            .startsWith("POST /v1/imports HTTP/1.1\r\n")
            .containsIgnoringCase("content-length: " + BODY);

        // Longer than a client may be slow: the browser waits for the service.
        Awaitility.await().atMost(LONGEST).during(Duration.ofSeconds(2)).until(unchanged(sent));
        assertThat(sent.get()).isPositive().isLessThan(MOST_ON_THE_WAY);

        assertThat(service.skip(BODY)).isEqualTo(BODY);
        sending.join();
        service.send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        assertThat(browser.head()).startsWith("HTTP/1.1 202 ");
      }
    }
  }

  @Test
  void aDownloadWaitsForTheBrowser() throws IOException {
    AtomicLong sent = new AtomicLong();
    try (RawConnection browser = RawConnection.to(address)) {
      browser.send("GET /api/ingest/v1/export HTTP/1.1\r\nHost: localhost\r\n\r\n");
      try (RawConnection service = accept()) {
        service.send("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(BODY));
        CompletableFuture<Void> sending = sendInBackground(service, sent);
        assertThat(browser.head()).startsWith("HTTP/1.1 200 ");

        Awaitility.await()
            .atMost(LONGEST)
            .during(Duration.ofMillis(300))
            .pollInterval(Duration.ofMillis(20))
            .until(unchanged(sent));
        assertThat(sent.get()).isPositive().isLessThan(MOST_ON_THE_WAY);

        assertThat(browser.skip(BODY)).isEqualTo(BODY);
        sending.join();
      }
    }
  }

  @Test
  void aBrowserThatHardlySendsIsCutOff() throws IOException {
    try (RawConnection browser = RawConnection.to(address)) {
      browser.send(
          "POST /api/ingest/v1/images HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nx");
      try (RawConnection service = accept()) {
        assertThat(browser.head()).startsWith("HTTP/1.1 408 ");
        assertThat(service.rest()).as("the rest of the body").isEqualTo("x");
      }
    }
  }

  @Test
  void aBrowserThatLeavesEndsTheRequest() throws IOException {
    RawConnection browser = RawConnection.to(address);
    browser.send("GET /api/ingest/v1/export HTTP/1.1\r\nHost: localhost\r\n\r\n");
    try (RawConnection service = accept()) {
      browser.close();
      assertThat(service.rest()).isEmpty();
    }
  }

  @Test
  void aServiceThatHangsUpIsUnavailable() throws IOException {
    try (RawConnection browser = RawConnection.to(address)) {
      browser.send("GET /api/ingest/v1/images HTTP/1.1\r\nHost: localhost\r\n\r\n");
      accept().close();
      accept().close();
      assertThat(browser.head()).startsWith("HTTP/1.1 503 ");
    }
  }

  @Test
  void aServiceThatRefusesABodyIsHeardBeforeTheBodyIsSent() throws IOException {
    try (RawConnection browser = RawConnection.to(address)) {
      browser.send(
          "POST /api/ingest/v1/images HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\nx");
      try (RawConnection service = accept()) {
        service.send(
            "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbig");
        assertThat(browser.head())
            .startsWith("HTTP/1.1 413 ")
            .containsIgnoringCase("connection: close");
        assertThat(browser.rest()).isEqualTo("big");
      }
    }
  }

  @Test
  void anAnswerThatBreaksOffDoesNotLookComplete() throws IOException {
    try (RawConnection browser = RawConnection.to(address)) {
      browser.send("GET /api/ingest/v1/export HTTP/1.1\r\nHost: localhost\r\n\r\n");
      try (RawConnection service = accept()) {
        service.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        assertThat(browser.head()).startsWith("HTTP/1.1 200 ");
      }
      assertThat(browser.rest()).contains("abc").doesNotContain("0\r\n\r\n");
    }
  }

  @Test
  void aBodyWithoutLengthArrivesInChunks() throws IOException {
    try (RawConnection browser = RawConnection.to(address)) {
      browser.send(
          "POST /api/ingest/v1/images HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
      assertThat(browser.head()).startsWith("HTTP/1.1 100 ");
      browser.send("3\r\nabc\r\n0\r\n\r\n");
      try (RawConnection service = accept()) {
        assertThat(head)
            .containsIgnoringCase("transfer-encoding: chunked")
            .doesNotContainIgnoringCase("content-length")
            .doesNotContainIgnoringCase("expect");
        assertThat(service.skip("3\r\nabc\r\n0\r\n\r\n".length())).isEqualTo(13);
        service.send("HTTP/1.1 204 No Content\r\n\r\n");
        assertThat(browser.head()).startsWith("HTTP/1.1 204 ");
      }
    }
  }

  /** The next request that was passed on. The console asks for health by itself. */
  private RawConnection accept() throws IOException {
    while (true) {
      RawConnection connection = new RawConnection(listener.accept());
      head = connection.head();
      if (!head.startsWith("GET /q/health")) {
        return connection;
      }
      connection.close();
    }
  }

  private static CompletableFuture<Void> sendInBackground(RawConnection to, AtomicLong sent) {
    return CompletableFuture.runAsync(
        () -> {
          byte[] part = new byte[1 << 16];
          try {
            while (sent.get() < BODY) {
              to.send(part);
              sent.addAndGet(part.length);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Callable<Boolean> unchanged(AtomicLong counter) {
    AtomicLong before = new AtomicLong(-1);
    return () -> before.getAndSet(counter.get()) == counter.get();
  }
}
