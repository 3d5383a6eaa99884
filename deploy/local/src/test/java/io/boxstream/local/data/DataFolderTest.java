package io.boxstream.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.local.LocalRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir private Path folder;

  @Test
  void leavesOutWhatAnEarlierRunWroteIntoTheFolder() throws IOException {
    // Given
    write("JPEGImages/a.jpg", "image");
    write("Annotations/a.xml", "<annotation/>");
    write("boxstream-state/sample/JPEGImages/b.jpg", "image");

    // When
    DataFolder data = new DataFolder(folder, Set.of(folder.resolve("boxstream-state")));

    // Then
    assertThat(data.archive().files()).containsOnlyKeys("Annotations/a.xml", "JPEGImages/a.jpg");
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
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> new DataFolder(folder, Set.of()))
        .isInstanceOf(LocalRunException.class)
        .hasMessageContaining("no files");
    assertThatThrownBy(() -> new DataFolder(folder.resolve("nowhere"), Set.of()))
        .isInstanceOf(LocalRunException.class)
        .hasMessageContaining("nowhere");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
