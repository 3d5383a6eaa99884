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
class SwapMemoryTest {
  /** With threads that ended with their detector, twenty swaps left 300 megabytes and more. */
  private static final long MOST_GROWTH_KILOBYTES = 96 * 1024;

  @Test
  void swappingNeedsNoMoreMemoryTheMoreDetectorsThereWere(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(
            EngineMemory.growth(
                SwapMemory.class, Map.of("MXNET_ENGINE_TYPE", "NaiveEngine"), 2, folder.toString()))
        .isLessThan(MOST_GROWTH_KILOBYTES);
  }
}
