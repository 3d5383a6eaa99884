package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class StepMemoryTest {
  /**
   * A batch that stayed behind at each step would be 300 MB, the gradients 200. What a busy
   * machine's allocator and the virtual machine's compiler add in that time was up to 30 MB.
   */
  private static final long MOST_GROWTH_KILOBYTES = 64 * 1024;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void trainingNeedsNoMoreMemoryTheLongerItTakes(int replicas)
      throws IOException, InterruptedException {
    List<Long> kilobytes =
        train(replicas).stream()
            .filter(line -> line.startsWith("kilobytes "))
            .map(line -> Long.parseLong(line.substring("kilobytes ".length())))
            .toList();

    assertThat(kilobytes).hasSize(4);
    assertThat(kilobytes.get(3) - kilobytes.get(0)).isLessThan(MOST_GROWTH_KILOBYTES);
  }

  /** The heap is made whole at the start, so that only the engine's memory can grow. */
  private static List<String> train(int replicas) throws IOException, InterruptedException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms128m",
            "-Xmx128m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            StepMemory.class.getName(),
            Integer.toString(replicas));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
