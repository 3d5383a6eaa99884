package io.boxstream.ingest.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

  private static final String ID = "ab".repeat(32);
  private static final String OTHER = "cd".repeat(32);

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "site7.jpg, site7",
    "photos/2026/a-b.c.JPEG, a-b.c",
    "photos\\x.png, x",
    "größe.png, größe",
    "noextension, noextension",
    "_1+2.jpg, _1+2"
  })
  void isTheNameOfTheSource(String source, String expected) throws IOException {
    try (ExportWorkspace workspace = ExportWorkspace.create(directory)) {
      assertThat(new FileNames(workspace).of(ID, source)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".hidden", "a b.jpg", "..", "a?.jpg", "-rf.jpg", "a..jpg", "<a>.jpg"})
  void isTheIdIfTheNameIsNotSafe(String source) throws IOException {
    try (ExportWorkspace workspace = ExportWorkspace.create(directory)) {
      assertThat(new FileNames(workspace).of(ID, source)).isEqualTo(ID);
      assertThat(new FileNames(workspace).of(ID, "x".repeat(101) + ".jpg")).isEqualTo(ID);
      assertThat(new FileNames(workspace).of(ID, OTHER + ".jpg")).isEqualTo(ID);
    }
  }

  @Test
  void isTheIdIfAnotherImageHasTheName() throws IOException {
    try (ExportWorkspace workspace = ExportWorkspace.create(directory)) {
      FileNames names = new FileNames(workspace);

      assertThat(names.of(ID, "A.jpg")).isEqualTo("A");
      assertThat(names.of(OTHER, "a.png")).isEqualTo(OTHER);
      assertThat(names.of(ID, "A.jpg")).isEqualTo("A");
    }
  }
}
