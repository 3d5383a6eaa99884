package io.boxstream.ingest.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.boxstream.ingest.archive.ArchiveLimits;
import io.boxstream.ingest.archive.TarConversion;
import io.boxstream.ingest.archive.UnusableArchiveException;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/** Tar, and tar.gz. */
@Tag("fuzz")
class TarFuzzTest {

  private static final TarConversion CONVERSION =
      new TarConversion(new ArchiveLimits(100, 1 << 22, 100));

  @FuzzTest(maxDuration = "1m")
  void convertsOrRefuses(byte[] archive) {
    byte[] head = Arrays.copyOf(archive, Math.min(archive.length, TarConversion.HEAD));
    if (!TarConversion.handles(head)) {
      return;
    }
    try {
      CONVERSION.convert(head, new ByteArrayInputStream(archive), OutputStream.nullOutputStream());
    } catch (UnusableArchiveException refused) {
      // What the sender of the archive is answered with.
    }
  }
}
