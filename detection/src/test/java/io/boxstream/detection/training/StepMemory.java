package io.boxstream.detection.training;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.process.EngineMemory;
import java.io.IOException;
import java.util.List;

/** Trains in a process of its own. Argument: replicas. */
final class StepMemory {
  /** Of images of all replicas, between two samples. */
  private static final int IMAGES = 20;

  private StepMemory() {}

  public static void main(String[] arguments) throws IOException {
    DetectorArchitecture architecture =
        new DetectorArchitecture(
            Presets.named("boxstream_300_mobilenet0.25"), List.of("hat", "person"));
    int replicas = Integer.parseInt(arguments[0]);
    TrainingBatch batch = NoiseBatches.batch(architecture.preset(), replicas, 1);
    try (DetectorTrainer trainer =
        DetectorTrainer.start(
            architecture,
            UpdateSettings.of(new OptimizerSettings.Adam(0.9, 0.999, 1e-8, 0)),
            Initialization.HE,
            1,
            new ReplicaSettings(ComputeDevice.CPU, replicas))) {
      EngineMemory.sampleDuring(4, IMAGES / replicas, () -> trainer.step(batch, 0.001));
    }
  }
}
