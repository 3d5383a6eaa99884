package io.boxstream.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.boxstream.ingest.archive.UnusableArchiveException.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarConversionTest {

  private static final ArchiveLimits LIMITS = new ArchiveLimits(100, 64 * 1024 * 1024, 100);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void keepsFilesWithLongNamesAndUmlauts(boolean compressed) throws IOException {
    // Given
    String longName = "./" + "folder/".repeat(40) + "größe 1.jpg";
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("./", new byte[0]);
    entries.put(longName, new byte[] {1, 2, 3});
    entries.put("./labels.json", "[]".getBytes(StandardCharsets.UTF_8));
    byte[] tar = Tars.write(entries);

    // When
    try (ImageArchive archive = converted(compressed ? Tars.gzip(tar) : tar, LIMITS)) {

      // Then
      assertThat(archive.paths()).containsExactly(longName.substring(2), "labels.json");
      assertThat(archive.read(longName.substring(2), 3)).containsExactly(1, 2, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil.jpg", "a/../../evil.jpg", "/etc/evil.jpg", "C:\\evil.jpg"})
  void refusesNamesThatLeaveTheArchive(String name) {
    assertRefused(Tars.write(Map.of(name, new byte[1])), LIMITS, Fault.UNSAFE_ENTRY_NAME);
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_SYMLINK,
        TarConstants.LF_LINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_FIFO
      })
  void refusesLinksAndDevices(byte kind) {
    assertRefused(Tars.special("a.jpg", kind), LIMITS, Fault.UNSUPPORTED_ENTRY);
  }

  @Test
  void refusesTooManyEntriesAndTooManyBytes() {
    byte[] tar = Tars.write(Map.of("a.jpg", new byte[1000], "b.jpg", new byte[1000]));

    assertTooLarge(tar, new ArchiveLimits(1, 10_000, 100), "max-entries");
    assertTooLarge(tar, new ArchiveLimits(9, 1999, 100), "max-unpacked");
  }

  @Test
  void refusesWhatIsPackedTooTightly() {
    byte[] bomb = Tars.gzip(Tars.write(Map.of("a.jpg", new byte[8 * 1024 * 1024])));

    assertTooLarge(bomb, LIMITS, "max-ratio");
  }

  @Test
  void refusesTwoEntriesOfOneName() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a.jpg", new byte[1]);
    entries.put("./a.jpg", new byte[1]);

    assertRefused(Tars.write(entries), LIMITS, Fault.DUPLICATE_ENTRY);
  }

  @Test
  void refusesWhatIsCutOffOrNoTar() {
    byte[] tar = Tars.write(Map.of("a.jpg", new byte[5000]));

    assertRefused(Arrays.copyOf(tar, 3000), LIMITS, Fault.NOT_AN_ARCHIVE);
    byte[] gzip = Tars.gzip(tar);
    assertRefused(Arrays.copyOf(gzip, gzip.length / 2), LIMITS, Fault.NOT_AN_ARCHIVE);
    assertRefused(
        Tars.gzip("hello".repeat(500).getBytes(StandardCharsets.UTF_8)),
        LIMITS,
        Fault.NOT_AN_ARCHIVE);
  }

  @Test
  void aFailureToWriteIsNoFaultOfTheArchive() {
    // Given
    byte[] tar = Tars.write(Map.of("a.jpg", new byte[5000]));
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    // When, Then
    assertThatThrownBy(
            () -> new TarConversion(LIMITS).convert(tar, new ByteArrayInputStream(tar), full))
        .isInstanceOf(UncheckedIOException.class);
  }

  private ImageArchive converted(byte[] archive, ArchiveLimits limits) throws IOException {
    Path zip = directory.resolve("converted.zip");
    byte[] head = Arrays.copyOf(archive, Math.min(archive.length, TarConversion.HEAD));
    assertThat(TarConversion.handles(head)).isTrue();
    try (OutputStream out = Files.newOutputStream(zip)) {
      new TarConversion(limits).convert(head, new ByteArrayInputStream(archive), out);
    }
    return ImageArchive.open(zip, limits);
  }

  private void assertTooLarge(byte[] archive, ArchiveLimits limits, String key) {
    assertRefused(archive, limits, Fault.ARCHIVE_TOO_LARGE);
    assertThatThrownBy(() -> converted(archive, limits))
        .hasMessageContaining("boxstream.ingest.archive." + key);
  }

  private void assertRefused(byte[] archive, ArchiveLimits limits, Fault fault) {
    assertThatThrownBy(() -> converted(archive, limits))
        .asInstanceOf(type(UnusableArchiveException.class))
        .extracting(UnusableArchiveException::fault)
        .isEqualTo(fault);
  }
}
