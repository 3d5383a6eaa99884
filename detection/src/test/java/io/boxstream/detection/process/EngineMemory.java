package io.boxstream.detection.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much memory of a process grows in which only the engine's can: the heap is made whole at the
 * start, and what is mapped from files, which the kernel takes and gives back as it likes, does not
 * count.
 */
public final class EngineMemory {
  private static final String SAMPLE = "anonymous kilobytes ";
  private static final String FIELD = "RssAnon:";
  private static final List<String> FIXED_HEAP =
      List.of(
          "-Xms128m",
          "-Xmx128m",
          "-XX:+AlwaysPreTouch",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1");

  private EngineMemory() {}

  /**
   * Runs a main method that calls {@link #sampleDuring} or {@link #sample}, and sees that it took
   * so many samples.
   *
   * @param environment in addition to this process's own
   * @return kilobytes from the first sample to the last
   */
  public static long growth(
      Class<?> main, Map<String, String> environment, int samples, String... arguments)
      throws IOException, InterruptedException {
    List<Long> kilobytes =
        ChildJvm.run(main, FIXED_HEAP, environment, arguments).stream()
            .filter(line -> line.startsWith(SAMPLE))
            .map(line -> Long.parseLong(line.substring(SAMPLE.length())))
            .toList();
    assertThat(kilobytes).hasSize(samples);
    return kilobytes.get(samples - 1) - kilobytes.get(0);
  }

  /** Does something again and again, and prints how much memory this process has in between. */
  public static void sampleDuring(int samples, int repetitionsEach, Runnable action)
      throws IOException {
    for (int sample = 0; sample < samples; sample++) {
      for (int repetition = 0; repetition < repetitionsEach; repetition++) {
        action.run();
      }
      sample();
    }
  }

  /** Prints how much memory this process has. */
  public static void sample() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(field -> field.startsWith(FIELD)).findFirst().orElseThrow();
      System.out.println(SAMPLE + line.replaceAll("\\D", ""));
    }
  }
}
