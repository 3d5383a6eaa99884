package io.boxstream.detection.training;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Presets;
import io.boxstream.detection.pipeline.TrainingBatch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long a training step takes on the CPU: the measurement behind the README's table. Arguments:
 * preset, images of a batch, replicas, steps. Threads and the kind of engine come from the
 * environment.
 */
final class StepTimes {
  private static final int WARM_UP = 2;

  private StepTimes() {}

  public static void main(String[] arguments) {
    DetectorPreset preset = Presets.named(arguments[0]);
    int images = Integer.parseInt(arguments[1]);
    ReplicaSettings replication =
        new ReplicaSettings(ComputeDevice.CPU, Integer.parseInt(arguments[2]));
    double[] seconds = new double[Integer.parseInt(arguments[3])];
    List<String> classes = IntStream.range(0, 20).mapToObj(index -> "class" + index).toList();
    TrainingBatch batch = NoiseBatches.batch(preset, images, 1);
    try (DetectorTrainer trainer =
        DetectorTrainer.start(
            new DetectorArchitecture(preset, classes),
            UpdateSettings.of(new OptimizerSettings.Sgd(0.9, 0.0005)),
            Initialization.HE,
            1,
            replication)) {
      for (int step = -WARM_UP; step < seconds.length; step++) {
        long start = System.nanoTime();
        trainer.step(batch, 1e-6);
        if (step >= 0) {
          seconds[step] = (System.nanoTime() - start) / 1e9;
        }
      }
    }
    Arrays.sort(seconds);
    System.out.printf(
        "%s, %d images, %d replicas: median %.3f s, quickest %.3f s, slowest %.3f s%n",
        preset.name(),
        images,
        replication.replicas(),
        seconds[seconds.length / 2],
        seconds[0],
        seconds[seconds.length - 1]);
  }
}
