package io.boxstream.detection.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.detection.process.EngineMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DetectionMemoryTest {
  /** An input that stayed behind at each request would be more than a thousand megabytes. */
  private static final long MOST_GROWTH_KILOBYTES = 64 * 1024;

  @Test
  void detectingNeedsNoMoreMemoryTheLongerItTakes(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(EngineMemory.growth(DetectionMemory.class, Map.of(), 6, folder.toString()))
        .isLessThan(MOST_GROWTH_KILOBYTES);
  }
}
