package io.boxstream.artifacts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.testbed.EmbeddedStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreIT extends ObjectStoreContract {
  private static final RetrySettings IMPATIENT =
      new RetrySettings(
          Duration.ofMillis(10),
          Duration.ofMillis(50),
          Duration.ofMillis(300),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5));

  @TempDir static Path folder;

  private static EmbeddedStore server;
  private static ObjectStore store;

  @BeforeAll
  static void startServer() {
    server = EmbeddedStore.start(folder);
    store = ObjectStores.connect(settings(server.secretKey(), "contract"));
  }

  @AfterAll
  static void stopServer() {
    store.close();
    server.close();
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @Test
  void findsABucketThatIsThereAlready() {
    store.put("bucket/kept", bytes("kept"));

    try (ObjectStore again = ObjectStores.connect(settings(server.secretKey(), "contract"))) {
      assertThat(again.get("bucket/kept")).isEqualTo(bytes("kept"));
    }
  }

  @Test
  void isRefusedWithAWrongSecret() {
    assertThatThrownBy(() -> ObjectStores.connect(settings("wrong", "contract")))
        .isInstanceOf(StoreRefusedException.class);
  }

  @Test
  void givesUpOnAServerThatIsGoneAtTheDeadline(@TempDir Path elsewhere) {
    EmbeddedStore other = EmbeddedStore.start(elsewhere);
    StoreSettings settings =
        StoreSettings.of(other.endpoint().toString(), other.accessKey(), other.secretKey(), "gone");
    try (ObjectStore client = ObjectStores.connect(settings, IMPATIENT)) {
      other.close();

      assertThatThrownBy(() -> client.get("any"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("any");
    }
  }

  @Test
  void goesOnWhenTheServerIsBack(@TempDir Path elsewhere) {
    EmbeddedStore other = EmbeddedStore.start(elsewhere);
    int port = other.port();
    StoreSettings settings =
        StoreSettings.of(other.endpoint().toString(), other.accessKey(), other.secretKey(), "back");
    try (ObjectStore client = ObjectStores.connect(settings, IMPATIENT)) {
      client.put("kept", bytes("kept"));
      other.close();
      assertThatThrownBy(() -> client.get("kept")).isInstanceOf(StoreUnavailableException.class);

      try (EmbeddedStore back = EmbeddedStore.start(elsewhere, port)) {
        assertThat(back.port()).isEqualTo(port);
        assertThat(client.get("kept")).isEqualTo(bytes("kept"));
      }
    }
  }

  private static StoreSettings settings(String secret, String bucket) {
    return StoreSettings.of(server.endpoint().toString(), server.accessKey(), secret, bucket);
  }
}
