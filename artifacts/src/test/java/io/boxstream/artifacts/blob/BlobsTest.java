package io.boxstream.artifacts.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.FaultyStore;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.artifacts.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobsTest {
  private static final String HELLO_SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path directory;

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Blobs blobs = new Blobs(store);

  @Test
  void addressesBytesByTheirHash() {
    BlobReference reference = blobs.put("hello".getBytes(UTF_8));

    assertThat(reference).isEqualTo(new BlobReference(HELLO_SHA256, 5));
    assertThat(store.list("blobs/")).containsExactly("blobs/" + HELLO_SHA256);
    assertThat(blobs.read(reference)).asString(UTF_8).isEqualTo("hello");
  }

  @Test
  void givesAFileAndItsBytesTheSameAddress() throws IOException {
    Path file = Files.writeString(directory.resolve("a.params"), "hello");

    assertThat(blobs.put(file)).isEqualTo(blobs.put("hello".getBytes(UTF_8)));
  }

  @Test
  void doesNotWriteTheSameBlobTwice() {
    FaultyStore counted = new FaultyStore(store);
    BlobReference reference = new Blobs(counted).put("hello".getBytes(UTF_8));
    int before = counted.calls();

    new Blobs(counted).put("hello".getBytes(UTF_8));

    assertThat(new Blobs(counted).contains(reference)).isTrue();
    assertThat(counted.calls() - before).isEqualTo(2);
  }

  @Test
  void fetchesIntoAFileNamedByTheHash() {
    BlobReference reference = blobs.put("hello".getBytes(UTF_8));

    Path file = blobs.fetch(reference, directory.resolve("cache"));

    assertThat(file).hasFileName(HELLO_SHA256).hasContent("hello");
  }

  @Test
  void usesAFetchedFileAgainWithoutTheStore() {
    BlobReference reference = blobs.put("hello".getBytes(UTF_8));
    Path first = blobs.fetch(reference, directory);
    store.delete(reference.key());

    assertThat(blobs.fetch(reference, directory)).isEqualTo(first).hasContent("hello");
  }

  @Test
  void fetchesADamagedFileAnew() throws IOException {
    BlobReference reference = blobs.put("hello".getBytes(UTF_8));
    Files.writeString(blobs.fetch(reference, directory), "jello");

    assertThat(blobs.fetch(reference, directory)).hasContent("hello");
  }

  @Test
  void neverShowsBytesThatAreNotTheAddressedOnes() throws IOException {
    for (String wrong : new String[] {"jello", "hell", "hello and much more"}) {
      store.put("blobs/" + HELLO_SHA256, wrong.getBytes(UTF_8));
      BlobReference reference = new BlobReference(HELLO_SHA256, 5);

      assertThatThrownBy(() -> blobs.read(reference))
          .as(wrong)
          .isInstanceOf(CorruptBlobException.class)
          .hasMessageContaining(HELLO_SHA256);
      assertThatThrownBy(() -> blobs.fetch(reference, directory))
          .as(wrong)
          .isInstanceOf(CorruptBlobException.class);
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void leavesNothingBehindWhenTheStoreBreaksOff() throws IOException {
    BlobReference reference = blobs.put("hello".getBytes(UTF_8));
    Blobs broken = new Blobs(new FaultyStore(store).breakStreams(1));

    assertThatThrownBy(() -> broken.fetch(reference, directory))
        .isInstanceOf(StoreUnavailableException.class);

    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void saysThatABlobIsMissing() {
    assertThatThrownBy(() -> blobs.fetch(new BlobReference(HELLO_SHA256, 5), directory))
        .isInstanceOf(ObjectNotFoundException.class);
  }

  @Test
  void writesBlobsOfModelsAsCopiesOfTheirOwn() {
    Blobs models = Blobs.ofModels(store);

    BlobReference first = models.put("hello".getBytes(UTF_8));
    BlobReference second = models.put("hello".getBytes(UTF_8));

    assertThat(store.list("")).containsExactlyInAnyOrder(first.key(), second.key());
    assertThat(first.key()).startsWith("model-blobs/" + HELLO_SHA256 + "/");
    assertThat(first).isNotEqualTo(second);
    store.delete(first.key());
    assertThat(blobs.read(second)).asString(UTF_8).isEqualTo("hello");
  }

  @Test
  void keepsOneCopyOfQuarantinedBytesForEachDay() {
    Instant monday = Instant.parse("2026-03-02T23:59:59Z");
    for (Instant time : List.of(monday.minusSeconds(60), monday, monday.plusSeconds(1))) {
      Blobs.ofQuarantine(store, Clock.fixed(time, ZoneOffset.UTC)).put("hello".getBytes(UTF_8));
    }

    assertThat(store.list(""))
        .containsExactly(
            "quarantine/" + HELLO_SHA256 + "/2026-03-02",
            "quarantine/" + HELLO_SHA256 + "/2026-03-03");
    assertThat(blobs.quarantined(HELLO_SHA256, 5).key()).endsWith("2026-03-03");
  }

  @Test
  void findsQuarantinedBytesOfEarlierReleases() {
    BlobReference earlier = blobs.put("hello".getBytes(UTF_8));

    assertThat(blobs.quarantined(HELLO_SHA256, 5)).isEqualTo(earlier);
  }

  @Test
  void refusesALocationOfAnotherHash() {
    for (String location :
        List.of(
            "model-blobs/" + HELLO_SHA256,
            "model-blobs/" + "0".repeat(64) + "/1",
            "model-blobs/" + HELLO_SHA256 + "/../1")) {
      assertThatThrownBy(() -> new BlobReference(HELLO_SHA256, 5, Optional.of(location)))
          .as(location)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("location");
    }
  }

  @Test
  void refusesAnAddressThatIsNoHash() {
    assertThatThrownBy(() -> new BlobReference("../../etc/passwd", 5))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
