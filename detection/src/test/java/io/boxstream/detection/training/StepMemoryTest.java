package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.detection.process.EngineMemory;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class StepMemoryTest {
  /**
   * An image that stayed behind at each step would be 60 MB, the gradients 80. What a busy
   * machine's allocator and the virtual machine's compiler add in that time was up to 30 MB.
   */
  private static final long MOST_GROWTH_KILOBYTES = 48 * 1024;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void trainingNeedsNoMoreMemoryTheLongerItTakes(int replicas)
      throws IOException, InterruptedException {
    assertThat(EngineMemory.growth(StepMemory.class, Map.of(), 4, Integer.toString(replicas)))
        .isLessThan(MOST_GROWTH_KILOBYTES);
  }
}
