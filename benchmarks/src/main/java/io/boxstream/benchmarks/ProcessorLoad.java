package io.boxstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The time of all processors of this machine, from {@code /proc/stat}.
 *
 * @param busy hundredths of seconds in which they worked, for whomever
 * @param total those and the idle ones
 */
record ProcessorLoad(long busy, long total) {

  private static final int IDLE = 3;
  private static final int WAITING_FOR_DISK = 4;
  private static final int COLUMNS = 8;

  /** Until now. */
  static ProcessorLoad now() throws IOException {
    String[] line = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+");
    long[] columns =
        Arrays.stream(line).skip(1).limit(COLUMNS).mapToLong(Long::parseLong).toArray();
    long total = Arrays.stream(columns).sum();
    return new ProcessorLoad(total - columns[IDLE] - columns[WAITING_FOR_DISK], total);
  }

  /** Which part of the time since then they worked. */
  double since(ProcessorLoad earlier) {
    return (double) (busy - earlier.busy) / (total - earlier.total);
  }
}
