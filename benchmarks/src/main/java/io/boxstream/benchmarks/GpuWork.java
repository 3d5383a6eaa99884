package io.boxstream.benchmarks;

import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.training.StepLosses;
import io.boxstream.images.RgbImage;
import java.io.PrintStream;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a process of the {@code gpu} benchmarks does. Each prints its {@link GpuResults}. */
enum GpuWork {

  /** {@link #DEVICES} that the engine sees, and whether it is MXNet's {@link #CUDA_LIBRARY}. */
  LOOK {
    @Override
    void run(GpuTask task, PrintStream out) {
      EngineRuntime runtime = new EngineRuntime();
      GpuResults.print(out, DEVICES, runtime.gpus());
      GpuResults.print(out, CUDA_LIBRARY, runtime.isBuiltForGpus() ? 1 : 0);
    }
  },

  /** {@link #RATES}: images a second from pixels to detections, for each size of batch. */
  DETECTION {
    @Override
    void run(GpuTask task, PrintStream out) throws Exception {
      List<Integer> batches = task.trial().batches();
      RgbImage image = new Samples().image(WIDTH, HEIGHT);
      double[] rates = new double[batches.size()];
      try (StoredSample stored = StoredSample.of(task.preset());
          DetectorModel model = DetectorModel.load(stored.architecture(), stored.file())) {
        for (int i = 0; i < rates.length; i++) {
          List<RgbImage> images = Collections.nCopies(batches.get(i), image);
          rates[i] = images.size() / task.trial().repetition().seconds(() -> model.detect(images));
        }
      }
      GpuResults.print(out, RATES, rates);
    }
  },

  /** {@link #RATES}: images a second of training steps. */
  TRAINING {
    @Override
    void run(GpuTask task, PrintStream out) throws Exception {
      TrainingBatch batch = task.batch();
      try (DetectorTrainer trainer = task.trainer()) {
        double seconds =
            task.trial().repetition().seconds(() -> trainer.step(batch, LEARNING_RATE));
        GpuResults.print(out, RATES, batch.size() / seconds);
      }
    }
  },

  /** {@link #LOSSES} of the first steps on one batch: cross entropy, then smooth L1 of each. */
  FIRST_STEPS {
    @Override
    void run(GpuTask task, PrintStream out) {
      TrainingBatch batch = task.batch();
      double[] losses = new double[2 * task.trial().steps()];
      try (DetectorTrainer trainer = task.trainer()) {
        for (int step = 0; step < task.trial().steps(); step++) {
          StepLosses found = trainer.step(batch, GpuTrial.learningRate(task.preset()));
          losses[2 * step] = found.crossEntropy();
          losses[2 * step + 1] = found.smoothL1();
        }
      }
      GpuResults.print(out, LOSSES, losses);
    }
  },

  /**
   * {@link #SCORES} and {@link #EDGES} (in pixels of the input) of all anchors of two images, each
   * sorted: suppression, which is not the device's work, would turn the last bit of a score into
   * other detections. Numbers that differ by at most some amount do so when they are sorted, too.
   */
  PREDICTIONS {
    @Override
    void run(GpuTask task, PrintStream out) throws Exception {
      DetectorArchitecture architecture =
          new DetectorArchitecture(task.architecture().preset(), List.of("thing"));
      int anchors = architecture.preset().anchorCount();
      DecodeSettings all = new DecodeSettings(0, Math.nextDown(1f), anchors, anchors);
      Samples samples = new Samples();
      List<RgbImage> images = List.of(samples.image(WIDTH, HEIGHT), samples.image(HEIGHT, WIDTH));
      try (StoredSample stored = StoredSample.of(architecture);
          DetectorModel model = DetectorModel.load(architecture, stored.file(), all)) {
        List<Detection> found =
            model.detectStretched(images).stream().flatMap(List::stream).toList();
        GpuResults.print(out, SCORES, sorted(found, Detection::score));
        GpuResults.print(out, EDGES.get(0), sorted(found, detection -> detection.box().xMin()));
        GpuResults.print(out, EDGES.get(1), sorted(found, detection -> detection.box().yMin()));
        GpuResults.print(out, EDGES.get(2), sorted(found, detection -> detection.box().xMax()));
        GpuResults.print(out, EDGES.get(3), sorted(found, detection -> detection.box().yMax()));
      }
    }
  },

  /**
   * {@link #MEGABYTES} while a trainer is there after its steps, for one trainer after the other.
   */
  TRAINING_MEMORY {
    @Override
    void run(GpuTask task, PrintStream out) throws Exception {
      TrainingBatch batch = task.batch();
      double[] used = new double[task.trial().runs()];
      for (int run = 0; run < used.length; run++) {
        try (DetectorTrainer trainer = task.trainer()) {
          for (int step = 0; step < STEPS_OF_A_RUN; step++) {
            trainer.step(batch, LEARNING_RATE);
          }
          used[run] = task.megabytes();
        }
      }
      GpuResults.print(out, MEGABYTES, used);
    }
  },

  /** {@link #MEGABYTES} after each of the swaps of detectors under load. */
  SWAP_MEMORY {
    @Override
    void run(GpuTask task, PrintStream out) throws Exception {
      double[] used = new double[task.trial().swaps()];
      try (StoredSample stored = StoredSample.of(task.preset());
          SwapMemory.Serving serving = new SwapMemory.Serving(stored)) {
        serving.load();
        for (int swap = 0; swap < used.length; swap++) {
          serving.swap();
          used[swap] = task.megabytes();
        }
        serving.failIfCallersFailed();
      }
      GpuResults.print(out, MEGABYTES, used);
    }
  };

  static final String DEVICES = "devices";
  static final String CUDA_LIBRARY = "cuda-library";
  static final String RATES = "rates";
  static final String LOSSES = "losses";
  static final String SCORES = "scores";
  static final List<String> EDGES = List.of("left", "top", "right", "bottom");
  static final String MEGABYTES = "megabytes";

  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int STEPS_OF_A_RUN = 3;

  /** So small that VGG 16, which has learnt nothing and sees noise, does not diverge. */
  private static final double LEARNING_RATE = 1e-7;

  /** Does it and prints what it finds. */
  abstract void run(GpuTask task, PrintStream out) throws Exception;

  private static double[] sorted(List<Detection> found, ToDoubleFunction<Detection> value) {
    return found.stream().mapToDouble(value).sorted().toArray();
  }
}
