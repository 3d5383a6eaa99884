package io.boxstream.artifacts.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.testbed.EmbeddedStore;
import io.boxstream.testbed.FreePorts;
import io.boxstream.testbed.TestStore;
import io.boxstream.testbed.tls.TestAuthority;
import io.boxstream.testbed.tls.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store over HTTPS whose certificate is signed by a private authority. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SecureStoreIT {
  private static final RetrySettings IMPATIENT =
      new RetrySettings(
          Duration.ofMillis(10),
          Duration.ofMillis(50),
          Duration.ofMillis(300),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5));

  private final TestAuthority authority = TestAuthority.create("authority");

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void writeAuthority() {
    file = directory.resolve("authority.pem");
    authority.write(file);
  }

  @Test
  void isReachedWithItsAuthorityOnly() {
    try (TestStore server = start(0, authority.issue("store"));
        ObjectStore store = open(server, Optional.of(file));
        ObjectStore withoutAuthority = open(server, Optional.empty())) {
      store.createBucket();
      store.put("blobs/1", "content".getBytes(UTF_8));

      assertThat(store.get("blobs/1")).asString(UTF_8).isEqualTo("content");
      assertThat(store.putIfAbsent("blobs/1", new byte[1])).isFalse();
      assertRefused(withoutAuthority);
    }
  }

  @Test
  void anExpiredCertificateIsRefused() {
    try (TestStore server = start(0, authority.issueExpired("store"));
        ObjectStore store = open(server, Optional.of(file))) {
      assertRefused(store);
    }
  }

  @Test
  void aNewAuthorityCountsWithoutANewClient() {
    TestAuthority next = TestAuthority.create("authority");
    int port = FreePorts.find();
    TestStore before = start(port, authority.issue("store"));
    try (ObjectStore store = open(before, Optional.of(file))) {
      store.createBucket();
      store.put("blobs/1", "content".getBytes(UTF_8));
      before.close();
      try (TestStore after = start(port, next.issue("store"))) {
        assertThat(after.port()).isEqualTo(port);
        // The first request may still take the connection that the store before it has closed.
        await().untilAsserted(() -> assertRefused(store));

        next.write(file);

        assertThat(store.get("blobs/1")).asString(UTF_8).isEqualTo("content");
      }
    }
  }

  @Test
  void aFileThatCannotBeUsedIsRefusedAtOnce() throws IOException {
    Path absent = directory.resolve("absent.pem");
    Path damaged = Files.writeString(directory.resolve("damaged.pem"), "no certificate");

    for (Path unusable : new Path[] {absent, damaged}) {
      assertThatThrownBy(
              () ->
                  ObjectStores.open(
                      settings(URI.create("https://127.0.0.1:1"), Optional.of(unusable)),
                      IMPATIENT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(unusable.toString());
    }
  }

  private static void assertRefused(ObjectStore store) {
    assertThatThrownBy(store::createBucket)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("no TLS connection to the store");
  }

  private TestStore start(int port, TestCertificate certificate) {
    return EmbeddedStore.start(directory.resolve("objects"), port, certificate);
  }

  private static ObjectStore open(TestStore server, Optional<Path> authority) {
    return ObjectStores.open(settings(server.endpoint(), authority), IMPATIENT);
  }

  private static StoreSettings settings(URI endpoint, Optional<Path> authority) {
    return new StoreSettings(
        endpoint,
        TestStore.ACCESS_KEY,
        TestStore.SECRET_KEY,
        "secure",
        StoreSettings.DEFAULT_REGION,
        authority);
  }
}
