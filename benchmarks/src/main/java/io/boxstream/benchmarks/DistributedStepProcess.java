package io.boxstream.benchmarks;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.training.Initialization;
import io.boxstream.detection.training.OptimizerSettings;
import io.boxstream.detection.training.ParameterServer;
import io.boxstream.detection.training.UpdateSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A scheduler, a server or a worker of {@link DistributedSteps}. A worker prints its median. */
final class DistributedStepProcess {

  static final String RESULT = "seconds ";

  /** So small that VGG 16, which has learnt nothing and sees noise, does not diverge. */
  private static final double LEARNING_RATE = 1e-7;

  private static final int WARM_UP = 1;
  private static final int STEPS = 3;

  private DistributedStepProcess() {}

  /**
   * Takes part.
   *
   * @param arguments role, port of the scheduler, number of workers; of a worker also the preset
   *     and its images
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("DMLC_ROLE", arguments[0]);
    environment.put("DMLC_PS_ROOT_URI", "127.0.0.1");
    environment.put("DMLC_PS_ROOT_PORT", arguments[1]);
    environment.put("DMLC_NODE_HOST", "127.0.0.1");
    environment.put("DMLC_NUM_WORKER", arguments[2]);
    environment.put("DMLC_NUM_SERVER", "1");
    if (!arguments[0].equals("worker")) {
      ParameterServer.serve(environment);
      return;
    }
    DetectorArchitecture architecture = Samples.architecture(arguments[3]);
    TrainingBatch batch =
        new Samples().batch(architecture.preset(), Integer.parseInt(arguments[4]));
    try (DetectorTrainer trainer =
        arguments[2].equals("1") ? alone(architecture) : shared(architecture, environment)) {
      System.out.println(RESULT + median(trainer, batch));
      System.out.flush();
      ParameterServer.endProcess(0);
    }
  }

  private static UpdateSettings updates() {
    return UpdateSettings.of(new OptimizerSettings.Sgd(0.9, 0.0005));
  }

  private static DetectorTrainer alone(DetectorArchitecture architecture) {
    return DetectorTrainer.start(architecture, updates(), Initialization.HE, 1);
  }

  private static DetectorTrainer shared(
      DetectorArchitecture architecture, Map<String, String> environment) throws Exception {
    Path parameters = Files.createTempFile("distributed", ".params");
    Path optimizerState = Files.createTempFile("distributed", ".optimizer");
    try {
      try (DetectorTrainer trainer = alone(architecture)) {
        trainer.saveParameters(parameters);
        trainer.saveOptimizerState(optimizerState);
      }
      return DetectorTrainer.resumeShared(
          architecture,
          updates(),
          parameters,
          optimizerState,
          ComputeDevice.CPU,
          ParameterServer.worker(environment, Optional.empty()));
    } finally {
      Files.delete(parameters);
      Files.delete(optimizerState);
    }
  }

  /** All workers do the same number of steps, because none can finish one alone. */
  private static double median(DetectorTrainer trainer, TrainingBatch batch) {
    int positives = DetectorTrainer.positives(batch);
    double[] times = new double[STEPS];
    for (int step = -WARM_UP; step < STEPS; step++) {
      long before = System.nanoTime();
      trainer.forward(batch, positives);
      trainer.update(LEARNING_RATE);
      if (step >= 0) {
        times[step] = (System.nanoTime() - before) / 1e9;
      }
    }
    Arrays.sort(times);
    return times[STEPS / 2];
  }
}
