package io.boxstream.images.voc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocFolderTest {

  @TempDir private Path folder;

  @Test
  void findsImagesLabelsAndListsOnDisk() throws IOException {
    // Given
    write("JPEGImages/a photo.jpg", "image");
    write("Annotations/a photo.xml", "<annotation/>");
    write("ImageSets/Main/val.txt", "a photo\n");
    write("LICENSE", "text");

    // When
    VocFolder data = VocFolder.open(folder);

    // Then
    assertThat(data.items())
        .singleElement()
        .hasToString("a photo.jpg VAL JPEGImages/a photo.jpg Annotations/a photo.xml");
    assertThat(data.files())
        .containsExactly(
            "Annotations/a photo.xml", "ImageSets/Main/val.txt", "JPEGImages/a photo.jpg");
    assertThat(data.resolve("JPEGImages/a photo.jpg")).hasContent("image");
  }

  @Test
  void failsWithoutAFolder() throws IOException {
    write("file", "text");

    assertThatThrownBy(() -> VocFolder.open(folder.resolve("file")))
        .isInstanceOf(NotDirectoryException.class)
        .hasMessageContaining("file");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
