package io.boxstream.artifacts.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.store.InMemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobCacheTest {
  @TempDir Path directory;

  private final Blobs blobs = new Blobs(new InMemoryObjectStore());

  @Test
  void forgetsTheLeastRecentlyUsedWhenItIsFull() throws IOException {
    BlobCache cache = cache(25);
    Path first = fetchAt(cache, blobOf(1), 1);
    Path second = fetchAt(cache, blobOf(2), 2);
    fetchAt(cache, blobOf(1), 3);

    Path third = cache.fetch(blobOf(3));

    assertThat(second).doesNotExist();
    assertThat(first).exists();
    assertThat(third).exists();
  }

  @Test
  void keepsTheBlobJustFetchedAlthoughItIsLargerThanTheBound() {
    Path file = cache(5).fetch(blobOf(1));

    assertThat(file).exists();
  }

  @Test
  void removesWhatACrashLeftBehind() throws IOException {
    Path partial = Files.write(directory.resolve("abc123.partial"), new byte[100]);
    Files.setLastModifiedTime(partial, FileTime.from(Instant.EPOCH));

    cache(25).fetch(blobOf(1));

    assertThat(partial).doesNotExist();
  }

  private BlobCache cache(long bound) {
    return new BlobCache(
        blobs, directory, bound, Clock.fixed(Instant.ofEpochSecond(90_000), ZoneOffset.UTC));
  }

  private BlobReference blobOf(int value) {
    byte[] content = new byte[10];
    content[0] = (byte) value;
    return blobs.put(content);
  }

  private static Path fetchAt(BlobCache cache, BlobReference reference, long second)
      throws IOException {
    Path file = cache.fetch(reference);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    return file;
  }
}
