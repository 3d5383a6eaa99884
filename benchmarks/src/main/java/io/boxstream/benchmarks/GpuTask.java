package io.boxstream.benchmarks;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.training.Initialization;
import io.boxstream.detection.training.OptimizerSettings;
import io.boxstream.detection.training.ReplicaSettings;
import io.boxstream.detection.training.UpdateSettings;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a process of the {@code gpu} benchmarks is told.
 *
 * @param trial how much is measured
 * @param place where
 * @param preset the detector
 * @param replicas GPUs that train; of the processors alone, 0 for as many replicas as the trainer
 *     takes
 */
record GpuTask(GpuTrial trial, ComputePlace place, String preset, int replicas) {

  private static final double BYTES = 1 << 20;
  private static final Path STATUS = Path.of("/proc/self/status");

  /** The detector, with as many classes as Pascal VOC. */
  DetectorArchitecture architecture() {
    return Samples.architecture(preset);
  }

  /** A batch of noise: {@link GpuTrial#images} for each replica. */
  TrainingBatch batch() {
    return new Samples().batch(architecture().preset(), trial.images() * Math.max(1, replicas));
  }

  /** A detector that has learnt nothing, and is trained by the classic recipe's optimizer. */
  DetectorTrainer trainer() {
    return DetectorTrainer.start(
        architecture(),
        UpdateSettings.of(new OptimizerSettings.Sgd(0.9, 0.0005)),
        Initialization.HE,
        1,
        replicas == 0
            ? ReplicaSettings.automatic(place.device(), trial.images())
            : new ReplicaSettings(place.device(), replicas));
  }

  /**
   * Megabytes (2^20 bytes) in use: of the GPU that has most, by whatever process, with what MXNet
   * keeps to use again. On processors, those of this process.
   */
  double megabytes() throws IOException {
    if (place.device() == ComputeDevice.CPU) {
      return ResidentMemory.megabytes(STATUS);
    }
    EngineRuntime runtime = new EngineRuntime();
    double most = 0;
    for (int gpu = 0; gpu < Math.max(1, replicas); gpu++) {
      most = Math.max(most, runtime.usedBytes(gpu) / BYTES);
    }
    return most;
  }
}
