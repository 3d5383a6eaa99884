package io.boxstream.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  private static final int MANY = 500;

  @Test
  void noPortIsFoundTwiceAlsoByProcessesAtTheSameTime() throws IOException {
    List<Integer> found = new ArrayList<>(FreePorts.find(MANY));
    Process other = other();
    try (BufferedReader lines = other.inputReader()) {
      for (int line = 0; line < MANY; line++) {
        found.add(Integer.valueOf(lines.readLine()));
      }
      // The other process has what it found until it ends.
      found.addAll(FreePorts.find(MANY));
    } finally {
      other.destroyForcibly();
    }

    assertThat(found).hasSize(3 * MANY).doesNotHaveDuplicates();
  }

  private static Process other() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Finder.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Finds ports, prints them, and stays. */
  static final class Finder {
    private Finder() {}

    public static void main(String[] arguments) throws IOException {
      FreePorts.find(MANY).forEach(System.out::println);
      int unused = System.in.read();
    }
  }
}
