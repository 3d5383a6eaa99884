package io.boxstream.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A process that does one kind of work in one place: the engine reads its settings, and CUDA which
 * devices it may see, when they are loaded.
 */
final class GpuProcess {

  private static final List<String> OPTIONS =
      List.of("-Xmx2g", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

  private GpuProcess() {}

  /**
   * Does the work.
   *
   * @param arguments place, work, whether it is a rehearsal, preset, number of replicas
   */
  public static void main(String[] arguments) throws Exception {
    ComputePlace place = ComputePlace.valueOf(arguments[0]);
    GpuTrial trial = new GpuTrial(Boolean.parseBoolean(arguments[2]));
    GpuWork.valueOf(arguments[1])
        .run(new GpuTask(trial, place, arguments[3], Integer.parseInt(arguments[4])), System.out);
    System.out.flush();
    // MXNet may fail while it is unloaded, because CUDA has already gone.
    Runtime.getRuntime().halt(0);
  }

  /** Starts a process and waits for what it found. */
  static GpuResults run(ComputePlace place, GpuWork work, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(GpuProcess.class.getName(), place.name(), work.name()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    place.prepare(builder.environment());
    Process process = builder.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            "%s on %s ended with %d".formatted(work, place.label(), status));
      }
      return GpuResults.read(output);
    } finally {
      process.destroyForcibly();
    }
  }
}
