package io.boxstream.rest.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedUploadsTest {

  private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");

  @TempDir Path directory;

  @Test
  void deletesTheUploadsOfEarlierProcessesOnly() throws IOException {
    Path earlier = upload("earlier", START.minusSeconds(1));
    Path own = upload("own", START.plusSeconds(1));

    AbandonedUploads.delete(directory, START);

    assertThat(earlier).doesNotExist();
    assertThat(own).exists();
  }

  @Test
  void needsNoFolder() {
    assertThatCode(() -> AbandonedUploads.delete(directory.resolve("none"), START))
        .doesNotThrowAnyException();
  }

  private Path upload(String name, Instant written) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "image");
    return Files.setLastModifiedTime(file, FileTime.from(written));
  }
}
