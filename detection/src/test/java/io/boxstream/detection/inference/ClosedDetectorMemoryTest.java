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
class ClosedDetectorMemoryTest {
  /** The detector holds 130 megabytes, of which the allocator used to keep 110 and more. */
  private static final long LEAST_RETURNED_KILOBYTES = 80 * 1024;

  @Test
  void closingADetectorReturnsItsMemoryToTheSystem(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(
            EngineMemory.growth(
                ClosedDetectorMemory.class,
                Map.of("MXNET_ENGINE_TYPE", "NaiveEngine"),
                2,
                folder.toString()))
        .isLessThan(-LEAST_RETURNED_KILOBYTES);
  }
}
