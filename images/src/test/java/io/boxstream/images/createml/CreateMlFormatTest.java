package io.boxstream.images.createml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.images.formats.MemoryFiles;
import io.boxstream.images.formats.OpenedDataSet;
import io.boxstream.images.formats.RawBox;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateMlFormatTest {

  @TempDir private Path directory;

  @Test
  void readsCentresInPixels() {
    // Given what labelImg and Roboflow write
    MemoryFiles files =
        new MemoryFiles()
            .withImages("train/a.jpg", "train/b.jpg", "train/c.jpg")
            .with(
                "train/_annotations.createml.json",
                "[{\"image\":\"a.jpg\",\"verified\":false,\"annotations\":[{\"label\":\"hat\","
                    + "\"coordinates\":{\"x\":50,\"y\":40.5,\"width\":20,\"height\":11}}]},"
                    + "{\"image\":\"b.jpg\",\"annotations\":[]},"
                    + "{\"image\":\"c.jpg\",\"annotations\":[{\"label\":\"hat\"}]}]");

    // When
    try (OpenedDataSet data = OpenedDataSet.of(new CreateMlFormat(), files, directory)) {

      // Then
      assertThat(data.dataSet().description()).isEqualTo("Create ML, 1 file, split train");
      assertThat(data.boxes("train/a.jpg"))
          .containsExactly(new RawBox("hat", 40, 35, 60, 46, false));
      assertThat(data.boxes("train/b.jpg")).isEmpty();
      assertThatThrownBy(() -> data.labels("train/c.jpg")).hasMessageContaining("annotation 1");
    }
  }
}
