package io.boxstream.artifacts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.testbed.OnTestbed;
import io.boxstream.testbed.TestStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnTestbed
class S3ObjectStoreIT extends ObjectStoreContract {
  private static final RetrySettings IMPATIENT =
      new RetrySettings(
          Duration.ofMillis(10),
          Duration.ofMillis(50),
          Duration.ofMillis(300),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5));

  @TempDir static Path folder;

  private static TestStore server;
  private static ObjectStore store;

  @BeforeAll
  static void startServer() {
    server = TestStore.start(folder);
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
  void storesAFileOfSeveralPartsWithoutHoldingItInMemory(@TempDir Path files) throws IOException {
    byte[] piece = new byte[1 << 20];
    Path file = files.resolve("large.params");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int megabyte = 0; megabyte < 130; megabyte++) {
        piece[0] = (byte) megabyte;
        out.write(piece);
      }
    }
    Blobs blobs = new Blobs(store);

    BlobReference reference = blobs.put(file);

    assertThat(blobs.contains(reference)).isTrue();
    assertThat(blobs.fetch(reference, files.resolve("cache"))).hasSameBinaryContentAs(file);
  }

  @Test
  void isRefusedWithAWrongSecret() {
    assertThatThrownBy(() -> ObjectStores.connect(settings("wrong", "contract")))
        .isInstanceOf(StoreRefusedException.class);
  }

  @Test
  void givesUpOnAServerThatIsGoneAtTheDeadline(@TempDir Path elsewhere) {
    TestStore other = TestStore.start(elsewhere);
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
    TestStore other = TestStore.start(elsewhere);
    int port = other.port();
    StoreSettings settings =
        StoreSettings.of(other.endpoint().toString(), other.accessKey(), other.secretKey(), "back");
    try (ObjectStore client = ObjectStores.connect(settings, IMPATIENT)) {
      client.put("kept", bytes("kept"));
      other.close();
      assertThatThrownBy(() -> client.get("kept")).isInstanceOf(StoreUnavailableException.class);

      try (TestStore back = TestStore.start(elsewhere, port)) {
        assertThat(back.port()).isEqualTo(port);
        assertThat(client.get("kept")).isEqualTo(bytes("kept"));
      }
    }
  }

  private static StoreSettings settings(String secret, String bucket) {
    return StoreSettings.of(server.endpoint().toString(), server.accessKey(), secret, bucket);
  }
}
