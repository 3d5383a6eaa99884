package io.boxstream.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.boxstream.ingest.archive.UnusableArchiveException.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageArchiveTest {

  private static final ArchiveLimits LIMITS = new ArchiveLimits(100, 64 * 1024 * 1024, 100);

  @TempDir Path directory;

  @Test
  void readsEntriesWithSpacesAndUmlautsAndLeavesLitterOut() {
    // Given
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("root/", new byte[0]);
    entries.put("root/JPEGImages/größe 1.jpg", new byte[] {1, 2, 3});
    entries.put("__MACOSX/root/JPEGImages/._a.jpg", new byte[] {9});
    entries.put("root/.DS_Store", new byte[] {9});

    // When
    try (ImageArchive archive = open(entries)) {

      // Then
      assertThat(archive.paths()).containsExactly("root/JPEGImages/größe 1.jpg");
      assertThat(archive.read("root/JPEGImages/größe 1.jpg", 3)).containsExactly(1, 2, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.jpg",
        "a/../../evil.jpg",
        "/etc/evil.jpg",
        "C:\\evil.jpg",
        "..\\evil.jpg",
        "a/..",
        "a\u0000.jpg"
      })
  void refusesNamesThatLeaveTheArchive(String name) {
    assertRefused(() -> open(Map.of(name, new byte[1])), Fault.UNSAFE_ENTRY_NAME);
  }

  @Test
  void refusesTwoEntriesOfOneName() {
    // Given
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a.jpg", new byte[] {1});
    entries.put("b.jpg", new byte[] {2});
    Path zip = Zips.forge(Zips.write(directory.resolve("a.zip"), entries), "b.jpg", "a.jpg");

    // When, Then
    assertRefused(() -> ImageArchive.open(zip, LIMITS), Fault.DUPLICATE_ENTRY);
  }

  @Test
  void refusesWhatIsPackedTooTightly() {
    assertTooLarge(() -> open(Map.of("bomb.jpg", new byte[8 * 1024 * 1024])), "max-ratio");
  }

  @Test
  void refusesTooManyEntriesAndTooManyBytes() {
    Map<String, byte[]> entries = Map.of("a.jpg", new byte[1000], "b.jpg", new byte[1000]);
    assertTooLarge(() -> open(entries, new ArchiveLimits(1, 10_000, 100)), "max-entries");
    assertTooLarge(() -> open(entries, new ArchiveLimits(9, 1999, 100)), "max-unpacked");
  }

  @Test
  void refusesWhatIsNotAZip() throws IOException {
    Path text = Files.writeString(directory.resolve("text.zip"), "hello");
    assertRefused(() -> ImageArchive.open(text, LIMITS), Fault.NOT_AN_ARCHIVE);
    Path empty = Files.write(directory.resolve("empty.zip"), new byte[0]);
    assertRefused(() -> ImageArchive.open(empty, LIMITS), Fault.NOT_AN_ARCHIVE);
  }

  @Test
  void cutsOffAnEntryThatUnpacksToMoreThanItDeclares() throws IOException {
    // Given an entry of eight megabytes of which the directory says that it has a thousand bytes
    Path zip =
        Zips.write(directory.resolve("liar.zip"), Map.of("a.jpg", new byte[8 * 1024 * 1024]));
    byte[] bytes = Files.readAllBytes(zip);
    int directoryEntry =
        new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("PK\u0001\u0002");
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directoryEntry + 24, 1000);
    Files.write(zip, bytes);

    // When
    try (ImageArchive archive = ImageArchive.open(zip, LIMITS)) {

      // Then
      assertThat(archive.size("a.jpg")).isEqualTo(1000);
      assertThatThrownBy(() -> archive.read("a.jpg", 1_000_000))
          .isInstanceOf(UnreadableEntryException.class)
          .hasMessageContaining("declared");
    }
  }

  @Test
  void reportsADamagedEntryAndReadsItsNeighbour() throws IOException {
    // Given
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a.jpg", "some text that is damaged below".getBytes(StandardCharsets.UTF_8));
    entries.put("b.jpg", new byte[] {7});
    Path zip = Zips.write(directory.resolve("damaged.zip"), entries);
    byte[] bytes = Files.readAllBytes(zip);
    for (int i = 36; i < 50; i++) {
      bytes[i] ^= 0x5A;
    }
    Files.write(zip, bytes);

    // When
    try (ImageArchive archive = ImageArchive.open(zip, LIMITS)) {

      // Then
      assertThatThrownBy(() -> archive.read("a.jpg", 1_000_000))
          .isInstanceOf(UnreadableEntryException.class);
      assertThat(archive.read("b.jpg", 1_000_000)).containsExactly(7);
    }
  }

  private ImageArchive open(Map<String, byte[]> entries) {
    return open(entries, LIMITS);
  }

  private ImageArchive open(Map<String, byte[]> entries, ArchiveLimits limits) {
    return ImageArchive.open(Zips.write(directory.resolve("test.zip"), entries), limits);
  }

  private static void assertTooLarge(ThrowingCallable open, String key) {
    assertRefused(open, Fault.ARCHIVE_TOO_LARGE);
    assertThatThrownBy(open).hasMessageContaining("boxstream.ingest.archive." + key);
  }

  private static void assertRefused(ThrowingCallable open, Fault fault) {
    assertThatThrownBy(open)
        .asInstanceOf(type(UnusableArchiveException.class))
        .extracting(UnusableArchiveException::fault)
        .isEqualTo(fault);
  }
}
