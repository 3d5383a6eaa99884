package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * From the start of inference-service's process to its first answer, with the model on its disk.
 *
 * @param programs what is started
 * @param folder the image that is sent
 */
record ServedStart(ConsolePrograms programs, Path folder) implements Benchmark {

  private static final int STARTS = 5;
  private static final double NANOS = 1e9;

  ServedStart {
    requireNonNull(programs, "programs");
    requireNonNull(folder, "folder");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    List<byte[]> images = ServedImages.of(folder);
    try (ServedSystem system = ServedSystem.start(programs)) {
      double[] seconds = new double[STARTS];
      for (int start = 0; start < STARTS; start++) {
        system.stop();
        long began = System.nanoTime();
        system.start();
        awaitAnswer(system, images.get(0));
        seconds[start] = (System.nanoTime() - began) / NANOS;
      }
      Arrays.sort(seconds);
      figures.add(seconds[STARTS / 2], "s");
      figures.add("slowest", seconds[STARTS - 1], "s");
    }
  }

  private static void awaitAnswer(ServedSystem system, byte[] image) throws Exception {
    try (HttpConnection connection = new HttpConnection(system.detect())) {
      while (connection.post(image) != 200) {
        Thread.sleep(20);
      }
    } catch (IOException closed) {
      awaitAnswer(system, image);
    }
  }
}
