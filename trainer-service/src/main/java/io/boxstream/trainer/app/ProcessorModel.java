package io.boxstream.trainer.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The model of this machine's processor. */
final class ProcessorModel {

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  private static final String FIELD = "model name";

  private ProcessorModel() {}

  /** As Linux names it; elsewhere the architecture. */
  static String read() {
    try (Stream<String> lines = Files.lines(CPUINFO)) {
      return lines
          .filter(line -> line.startsWith(FIELD))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(ProcessorModel::architecture);
    } catch (IOException absent) {
      return architecture();
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch");
  }
}
