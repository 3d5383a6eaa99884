package io.boxstream.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java process beside the benchmark, whose output goes into a file. */
final class ServerProcess implements AutoCloseable {

  private static final long STOP_SECONDS = 20;

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
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process command =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (command.waitFor() != 0) {
      throw new IOException("jcmd GC.run ended with " + command.exitValue());
    }
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
