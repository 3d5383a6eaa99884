package io.boxstream.rest.client;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service with few workers that waits for slow clients for ever. */
@QuarkusTest
@TestProfile(PatientServiceTest.FewWorkers.class)
class PatientServiceTest {
  private static final int WORKERS = 3;
  private static final int CONNECTIONS = 300;

  @TestHTTPResource("/")
  URI address;

  @ParameterizedTest
  @CsvSource({
    "/orders, application/json",
    "/uploads, application/octet-stream",
    "/archives, application/octet-stream",
    "/forms, multipart/form-data; boundary=x"
  })
  void slowClientsHoldNoWorkers(String path, String type) throws Exception {
    List<SlowClient> slow = new ArrayList<>();
    try {
      for (int client = 0; client < 3 * WORKERS; client++) {
        slow.add(SlowClient.of(address, path, type));
      }
      for (int request = 0; request < 2 * WORKERS; request++) {
        given().get("/counted?count=1").then().statusCode(200);
        given()
            .contentType("application/octet-stream")
            .body(new byte[900])
            .post("/uploads")
            .then()
            .statusCode(200);
        given().multiPart("image", "a.jpg", new byte[10_000]).post("/forms").then().statusCode(200);
      }
      assertThat(slow).noneMatch(client -> client.answer().isDone());
    } finally {
      for (SlowClient client : slow) {
        client.close();
      }
    }
  }

  @Test
  void moreConnectionsThanAllowedAreClosed() throws Exception {
    List<SocketChannel> open = new ArrayList<>();
    try {
      for (int client = 0; client < CONNECTIONS + 1; client++) {
        SocketChannel channel =
            SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
        channel.configureBlocking(false);
        open.add(channel);
      }
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> open.stream().anyMatch(PatientServiceTest::isClosed));
    } finally {
      for (SocketChannel channel : open) {
        channel.close();
      }
    }
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .ignoreExceptions()
        .until(() -> given().get("/counted?count=1").statusCode() == 200);
  }

  /** Whether the service has closed a connection. */
  private static boolean isClosed(SocketChannel channel) {
    try {
      return channel.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** A slow client would block the service for ever if it held a worker. */
  public static final class FewWorkers implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.test-port", "0",
          "quarkus.thread-pool.max-threads", Integer.toString(WORKERS),
          "quarkus.http.limits.max-connections", Integer.toString(CONNECTIONS),
          "quarkus.http.read-timeout", "1h",
          "boxstream.http.minimum-rate", "0");
    }
  }
}
