package io.boxstream.images.coco;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoMemoryTest {

  private static final int ANNOTATIONS = 200_000;

  @TempDir private Path folder;

  @Test
  void readsAFileThatIsSeveralTimesAsLargeAsTheHeap() throws IOException, InterruptedException {
    // Given
    ManyBoxes.write(folder.resolve("labels.json"), ANNOTATIONS);
    assertThat(Files.size(folder.resolve("labels.json"))).isGreaterThan(60_000_000);

    // When
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ManyBoxes.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    // Then
    assertThat(reader.waitFor()).as(output).isZero();
    assertThat(output.strip()).isEqualTo(Integer.toString(ANNOTATIONS));
  }
}
