package io.boxstream.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.local.LocalRunException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir private Path folder;

  @Test
  void packsLabelsImagesAndListsAndNothingElse() throws IOException {
    // Given
    write("Annotations/a photo.xml", "<annotation/>");
    write("JPEGImages/a photo.JPG", "image");
    write("ImageSets/Main/test.txt", "a photo");
    write("LICENSE", "text");
    ByteArrayOutputStream zip = new ByteArrayOutputStream();

    // When
    new DataFolder(folder, Set.of()).zipTo(zip);

    // Then
    assertThat(entries(zip.toByteArray()))
        .isEqualTo(
            Map.of(
                "Annotations/a photo.xml", "<annotation/>",
                "JPEGImages/a photo.JPG", "image",
                "ImageSets/Main/test.txt", "a photo"));
  }

  @Test
  void packsAnExportWithFoldersOfSplits() throws IOException {
    // Given
    write("train/a.jpg", "image");
    write("train/a.xml", "<annotation/>");
    write("valid/b.png", "image");
    write("valid/b.xml", "<annotation/>");
    write("README.roboflow.txt", "text");
    ByteArrayOutputStream zip = new ByteArrayOutputStream();

    // When
    new DataFolder(folder, Set.of()).zipTo(zip);

    // Then
    assertThat(entries(zip.toByteArray()))
        .containsOnlyKeys("train/a.jpg", "train/a.xml", "valid/b.png", "valid/b.xml");
  }

  @Test
  void leavesOutWhatAnEarlierRunWroteIntoTheFolder() throws IOException {
    // Given
    write("JPEGImages/a.jpg", "image");
    write("Annotations/a.xml", "<annotation/>");
    write("boxstream-state/sample/JPEGImages/b.jpg", "image");
    write("boxstream-state/sample/Annotations/b.xml", "<annotation/>");
    ByteArrayOutputStream zip = new ByteArrayOutputStream();

    // When
    new DataFolder(folder, Set.of(folder.resolve("boxstream-state"))).zipTo(zip);

    // Then
    assertThat(entries(zip.toByteArray()))
        .containsOnlyKeys("Annotations/a.xml", "JPEGImages/a.jpg");
  }

  @Test
  void packsWithoutHoldingTheData() throws IOException {
    // Given 40 MB of images and a heap that the test shares with everything else
    write("Annotations/a.xml", "<annotation/>");
    Path image = folder.resolve("JPEGImages/large.jpg");
    Files.createDirectories(image.getParent());
    Files.write(image, new byte[40_000_000]);
    CountingStream counted = new CountingStream();

    // When
    new DataFolder(folder, Set.of()).zipTo(counted);

    // Then it was written in pieces
    assertThat(counted.largest).isLessThan(100_000);
    assertThat(counted.writes).isGreaterThan(10);
  }

  @Test
  void hasAnotherFingerprintWhenAnImageIsAdded() throws IOException {
    // Given
    write("Annotations/a.xml", "<annotation/>");
    write("JPEGImages/a.jpg", "image");
    DataFolder data = new DataFolder(folder, Set.of());
    String before = data.fingerprint();
    assertThat(data.fingerprint()).isEqualTo(before);

    // When
    write("JPEGImages/b.jpg", "image");

    // Then
    assertThat(new DataFolder(folder, Set.of()).fingerprint()).isNotEqualTo(before);
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    write("Annotations/a.xml", "<annotation/>");
    Path images = folder.resolve("JPEGImages");
    write("JPEGImages/a.jpg", "image");

    assertThatThrownBy(() -> new DataFolder(folder.resolve("Annotations"), Set.of()))
        .isInstanceOf(LocalRunException.class)
        .hasMessageContaining("no images");
    assertThatThrownBy(() -> new DataFolder(images, Set.of()))
        .isInstanceOf(LocalRunException.class)
        .hasMessageContaining("no annotations");
    assertThatThrownBy(() -> new DataFolder(folder.resolve("nowhere"), Set.of()))
        .isInstanceOf(LocalRunException.class)
        .hasMessageContaining("nowhere");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Map<String, String> entries(byte[] zip) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }

  private static final class CountingStream extends OutputStream {

    private int largest;
    private int writes;

    @Override
    public void write(int value) {
      writes++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      writes++;
      largest = Math.max(largest, length);
    }
  }
}
