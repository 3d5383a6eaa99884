package io.boxstream.benchmarks;

import io.boxstream.detection.engine.NativeHeap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process has in memory and shares with no file: the heap, which is made whole at the
 * start so that it does not grow, what the engine allocates, and what the virtual machine needs.
 */
final class ResidentMemory {

  /** Of a virtual machine whose heap is as large from the beginning as it may ever be. */
  static final List<String> FIXED_HEAP =
      List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "RssAnon:";
  private static final long SETTLING_MILLIS = 300;

  private ResidentMemory() {}

  /**
   * Megabytes now, without buffers that only a collection frees. They are freed after the
   * collection, by another thread, and stay in the C library's heap until that is trimmed, as at
   * the close of a model. So memory is read until collections no longer make it less.
   */
  static double megabytes() throws IOException, InterruptedException {
    double least = Double.POSITIVE_INFINITY;
    for (int unchanged = 0; unchanged < 3; unchanged++) {
      System.gc();
      Thread.sleep(SETTLING_MILLIS);
      NativeHeap.trim();
      double now = resident();
      if (now < least - 1) {
        unchanged = 0;
      }
      least = Math.min(least, now);
    }
    return least;
  }

  private static double resident() throws IOException {
    return megabytes(STATUS);
  }

  /**
   * Megabytes of a process now, with buffers that a collection would free.
   *
   * @param status its file in {@code /proc}
   */
  static double megabytes(Path status) throws IOException {
    try (Stream<String> lines = Files.lines(status)) {
      String line =
          lines
              .filter(field -> field.startsWith(FIELD))
              .findFirst()
              .orElseThrow(() -> new IOException("no " + FIELD + " in " + status));
      return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }
  }
}
