package io.boxstream.detection.process;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.EngineInfo;
import io.boxstream.detection.Presets;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.inference.Parallelism;
import io.boxstream.detection.parameters.DetectorExport;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.training.Initialization;
import io.boxstream.detection.training.NoiseBatches;
import io.boxstream.detection.training.OptimizerSettings;
import io.boxstream.detection.training.ReplicaSettings;
import io.boxstream.detection.training.UpdateSettings;
import io.boxstream.images.RgbImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Trains, detects and exports several times in a process of its own, each call from a thread that
 * then ends, as the worker threads of an HTTP server do. Argument: a folder.
 */
final class EngineCallers {
  static final String LINE = "called by ";

  private static final int ROUNDS = 3;
  private static final DetectorArchitecture ARCHITECTURE =
      new DetectorArchitecture(Presets.named("boxstream_300_compact"), List.of("hat", "person"));

  private final Path folder;

  private EngineCallers(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    EngineCallers callers = new EngineCallers(Path.of(arguments[0]));
    onAThreadThatEnds(EngineInfo::read);
    EngineCalls calls = EngineCalls.record();
    for (int round = 0; round < ROUNDS; round++) {
      callers.train();
      callers.detect();
      System.out.println(
          LINE + calls.callers().stream().map(Thread::getName).sorted().distinct().toList());
      System.out.println(LINE + calls.callers().size() + " threads");
    }
  }

  private void train() throws Exception {
    DetectorTrainer trainer =
        onAThreadThatEnds(
            () ->
                DetectorTrainer.start(
                    ARCHITECTURE,
                    UpdateSettings.of(new OptimizerSettings.Sgd(0.9, 0)),
                    Initialization.HE,
                    1,
                    new ReplicaSettings(ComputeDevice.CPU, 2)));
    onAThreadThatEnds(() -> trainer.step(NoiseBatches.batch(ARCHITECTURE.preset(), 2, 1), 0.001));
    onAThreadThatEnds(
        () -> {
          trainer.saveParameters(parameters());
          trainer.saveOptimizerState(folder.resolve("optimizer.params"));
          trainer.close();
          return null;
        });
  }

  private void detect() throws Exception {
    DetectorModel model =
        onAThreadThatEnds(
            () ->
                DetectorModel.load(
                    ARCHITECTURE,
                    parameters(),
                    DecodeSettings.defaults(),
                    Parallelism.automatic()));
    onAThreadThatEnds(
        () -> {
          model.prepare(4);
          return null;
        });
    onAThreadThatEnds(
        () -> model.detect(Collections.nCopies(4, new RgbImage(9, 9, new byte[3 * 9 * 9]))));
    onAThreadThatEnds(
        () -> {
          new DetectorExport(ARCHITECTURE, DecodeSettings.defaults())
              .write(parameters(), folder, "exported");
          model.close();
          return null;
        });
  }

  private Path parameters() {
    return folder.resolve("detector.params");
  }

  private static <T> T onAThreadThatEnds(Callable<T> task) throws Exception {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(future, "that ends");
    thread.start();
    thread.join();
    return future.get();
  }
}
