package io.boxstream.ingest.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.boxstream.ingest.archive.ArchiveLimits;
import io.boxstream.ingest.archive.ImageArchive;
import io.boxstream.ingest.archive.UnreadableEntryException;
import io.boxstream.ingest.archive.UnusableArchiveException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class ZipFuzzTest {

  private static final ArchiveLimits LIMITS = new ArchiveLimits(100, 1 << 20, 100);
  private static final long LARGEST = 1 << 18;

  private static final Path FILE = temporary();

  @FuzzTest(maxDuration = "1m")
  void unpacksOrRefuses(byte[] zip) throws IOException {
    Files.write(FILE, zip);
    try (ImageArchive archive = ImageArchive.open(FILE, LIMITS)) {
      archive.paths().forEach(path -> unpack(archive, path));
    } catch (UnusableArchiveException refused) {
      // What the sender of the archive is answered with.
    }
  }

  private static void unpack(ImageArchive archive, String path) {
    try {
      archive.read(path, LARGEST);
    } catch (UnreadableEntryException refused) {
      // What rejects one image.
    }
  }

  private static Path temporary() {
    try {
      Path file = Files.createTempFile("fuzzed", ".zip");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
