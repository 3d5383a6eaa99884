package io.boxstream.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java process beside the benchmark, whose output goes into a file. */
final class ServerProcess implements AutoCloseable {

  private static final long STOP_SECONDS = 60;
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final double KILO = 1024;

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a process.
   *
   * @param heap for example {@code 512m}
   * @param arguments of the JVM and of the program
   * @param output where its output goes
   */
  static ServerProcess start(String heap, List<String> arguments, Path output) throws IOException {
    return start(heap, arguments, Map.of(), output);
  }

  /**
   * Starts a process.
   *
   * @param environment variables besides those of this process
   */
  static ServerProcess start(
      String heap, List<String> arguments, Map<String, String> environment, Path output)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(heap, arguments));
    builder.environment().putAll(environment);
    return new ServerProcess(
        builder.redirectErrorStream(true).redirectOutput(output.toFile()).start());
  }

  /** The command line of a Java process. */
  static List<String> command(String heap, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-Xmx" + heap);
    // As the local run and the images do.
    command.add("-XX:+UseParallelGC");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.addAll(arguments);
    return command;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The processors' time that it has used. */
  Duration used() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Megabytes of the process that it shares with no file. */
  double residentMegabytes() throws IOException {
    return ResidentMemory.megabytes(Path.of("/proc", Long.toString(process.pid()), "status"));
  }

  /** Has the process collect its garbage, with the JDK's {@code jcmd}. */
  void collectGarbage() throws IOException, InterruptedException {
    String unused = jcmd("GC.run");
  }

  /** Megabytes of the Java heap that are used now, by {@code jcmd}. */
  double heapMegabytes() throws IOException, InterruptedException {
    String info = jcmd("GC.heap_info");
    double kilobytes = 0;
    for (String line : info.lines().toList()) {
      Matcher used = USED.matcher(line);
      // Metaspace is not in the heap.
      if (used.find() && !line.contains("Metaspace") && !line.contains("class space")) {
        kilobytes += Double.parseDouble(used.group(1));
      }
    }
    return kilobytes / KILO;
  }

  /** The number of files and connections that it has open. */
  int openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return Math.toIntExact(files.count());
    }
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process running =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), command)
            .redirectErrorStream(true)
            .start();
    String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (running.waitFor() != 0) {
      throw new IOException("jcmd " + command + " ended with " + running.exitValue());
    }
    return output;
  }

  /** Kills the process. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
