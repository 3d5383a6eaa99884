package io.boxstream.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Training steps of one worker with one processor, beside those of two workers with a processor
 * each that train on half of the batch and add their gradients. The first worker's processor is the
 * only one's, too. Server and scheduler share both processors.
 *
 * @param preset the detector
 * @param batchSize images per step
 */
record DistributedSteps(String preset, int batchSize) implements Benchmark {

  private static final int ROUNDS = 2;

  @Override
  public void run(Measurements figures) throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      double one = workers(1);
      double two = workers(2);
      figures.add("one-worker." + round, 1000 * one, "ms");
      figures.add("two-workers." + round, 1000 * two, "ms");
      figures.add("speed-up." + round, one / two, "times");
    }
  }

  /** The median time of a step, in seconds. */
  private double workers(int count) throws IOException, InterruptedException {
    List<Process> helpers = new ArrayList<>();
    String port = Integer.toString(freePort());
    String workers = Integer.toString(count);
    try {
      if (count > 1) {
        helpers.add(start(List.of(), "scheduler", port, workers));
        helpers.add(start(List.of(), "server", port, workers));
      }
      List<Process> measured = new ArrayList<>();
      for (int worker = 0; worker < count; worker++) {
        List<String> bound = List.of("taskset", "-c", Integer.toString(worker));
        String images = Integer.toString(batchSize / count);
        measured.add(start(bound, "worker", port, workers, preset, images));
      }
      double slowest = 0;
      for (Process worker : measured) {
        slowest = Math.max(slowest, seconds(worker));
      }
      return slowest;
    } finally {
      helpers.forEach(Process::destroyForcibly);
    }
  }

  private static double seconds(Process worker) throws IOException, InterruptedException {
    String output = new String(worker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = worker.waitFor();
    return output
        .lines()
        .filter(line -> line.startsWith(DistributedStepProcess.RESULT))
        .map(line -> Double.parseDouble(line.substring(DistributedStepProcess.RESULT.length())))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a worker ended with " + status));
  }

  private static Process start(List<String> prefix, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx2g", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DistributedStepProcess.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", "1");
    return builder.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
