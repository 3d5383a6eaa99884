package io.boxstream.ingest.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipWriterTest {

  @TempDir Path directory;

  @Test
  void everyReaderFindsTheEntries() throws IOException {
    // Given
    byte[] content = "labels".getBytes(UTF_8);
    Path file = Files.write(directory.resolve("long.txt"), new byte[200_000]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    // When
    try (ZipWriter zip = zip(out)) {
      zip.add("a/größe.txt", content);
      zip.add("empty", new byte[0]);
      zip.add("long.txt", file);
      zip.finish();
    }

    // Then a reader of streams and one of the central directory agree
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      assertThat(in.getNextEntry().getName()).isEqualTo("a/größe.txt");
      assertThat(in.readAllBytes()).isEqualTo(content);
      assertThat(in.getNextEntry().getName()).isEqualTo("empty");
      assertThat(in.readAllBytes()).isEmpty();
      assertThat(in.getNextEntry().getSize()).isEqualTo(200_000);
      assertThat(in.readAllBytes()).isEqualTo(new byte[200_000]);
      assertThat(in.getNextEntry()).isNull();
    }
    Path archive = Files.write(directory.resolve("archive.zip"), out.toByteArray());
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly("a/größe.txt", "empty", "long.txt");
      assertThat(zip.getInputStream(zip.getEntry("a/größe.txt")).readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void holdsMoreEntriesThanTheFirstZipsCould() throws IOException {
    Path archive = directory.resolve("many.zip");
    try (OutputStream out = Files.newOutputStream(archive);
        ZipWriter zip = zip(out)) {
      for (int number = 0; number < 70_000; number++) {
        zip.add(number + ".txt", new byte[] {(byte) number});
      }
      zip.finish();
    }

    try (ZipFile zip = new ZipFile(archive.toFile())) {
      assertThat(zip.size()).isEqualTo(70_000);
      assertThat(zip.getInputStream(zip.getEntry("69999.txt")).read()).isEqualTo(69_999 & 0xFF);
    }
  }

  @Test
  void isNoArchiveBeforeItIsFinished() throws IOException {
    Path archive = directory.resolve("broken.zip");
    try (OutputStream out = Files.newOutputStream(archive);
        ZipWriter zip = zip(out)) {
      zip.add("a.txt", new byte[1000]);
    }

    assertThatThrownBy(() -> new ZipFile(archive.toFile()).close())
        .isInstanceOf(ZipException.class);
  }

  private ZipWriter zip(OutputStream out) throws IOException {
    return new ZipWriter(out, directory.resolve("central"));
  }
}
