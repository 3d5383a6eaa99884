package io.boxstream.detection.training;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.engine.BoundGraph;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.parameters.ParameterFile;
import io.boxstream.detection.parameters.ParameterFileException;
import io.boxstream.detection.parameters.StoredDetector;
import io.boxstream.detection.pipeline.TrainingBatch;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A detector in training: its arrays and its optimizer's state, both owned here and freed on close.
 * Saved and resumed, the same batches give the same losses to the last bit on a CPU.
 *
 * <p>One thread at a time: the engine keeps its recording of gradients per thread.
 */
public final class DetectorTrainer implements AutoCloseable {
  private final DetectorArchitecture architecture;
  private final EngineRuntime runtime;
  private final NDManager manager;
  private final Map<String, NDArray> arrays;
  private final BoundGraph graph;
  private final Optimizer optimizer;

  private DetectorTrainer(
      DetectorArchitecture architecture,
      OptimizerSettings settings,
      Map<String, ParameterArray> parameters,
      Map<String, ParameterArray> optimizerState,
      ComputeDevice device) {
    this.architecture = requireNonNull(architecture, "architecture");
    runtime = new EngineRuntime();
    manager = runtime.newManager(device);
    try {
      boolean fused = runtime.hasFusedOperators(manager.getDevice());
      NetworkGraph network = new DetectorNetwork(architecture).trainingGraph(fused);
      arrays = EngineArrays.upload(manager, parameters);
      List<TrainedArray> trained = trained(network);
      graph = new BoundGraph(manager, network, arrays, false);
      optimizer = new Optimizer(settings, manager, trained, optimizerState);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** A new detector. */
  public static DetectorTrainer start(
      DetectorArchitecture architecture,
      OptimizerSettings settings,
      Initialization initialization,
      long seed) {
    return start(architecture, settings, initialization, seed, ComputeDevice.AUTOMATIC);
  }

  /** A new detector on a device. */
  public static DetectorTrainer start(
      DetectorArchitecture architecture,
      OptimizerSettings settings,
      Initialization initialization,
      long seed,
      ComputeDevice device) {
    List<ParameterSpec> specs = new DetectorNetwork(architecture).parameters();
    return new DetectorTrainer(
        architecture, settings, initialization.arrays(specs, seed), Map.of(), device);
  }

  /** A new detector that starts from what it can use of another network. */
  public static DetectorTrainer startFrom(
      BaseParameters base,
      DetectorArchitecture architecture,
      OptimizerSettings settings,
      Initialization initialization,
      long seed) {
    return startFrom(base, architecture, settings, initialization, seed, ComputeDevice.AUTOMATIC);
  }

  /** A new detector on a device that starts from what it can use of another network. */
  public static DetectorTrainer startFrom(
      BaseParameters base,
      DetectorArchitecture architecture,
      OptimizerSettings settings,
      Initialization initialization,
      long seed,
      ComputeDevice device) {
    List<ParameterSpec> specs = new DetectorNetwork(architecture).parameters();
    Map<String, ParameterArray> initial = initialization.arrays(specs, seed);
    Map<String, ParameterArray> arrays =
        new Transfer(base, architecture.classes()).apply(specs, initial);
    return new DetectorTrainer(architecture, settings, arrays, Map.of(), device);
  }

  /**
   * A detector whose training goes on.
   *
   * @param parameters what {@link #saveParameters} wrote
   * @param optimizerState what {@link #saveOptimizerState} wrote at the same step
   * @throws ParameterFileException if a file is damaged or of another detector
   */
  public static DetectorTrainer resume(
      DetectorArchitecture architecture,
      OptimizerSettings settings,
      Path parameters,
      Path optimizerState) {
    return resume(architecture, settings, parameters, optimizerState, ComputeDevice.AUTOMATIC);
  }

  /**
   * A detector on a device whose training goes on, be it on another device.
   *
   * @param parameters what {@link #saveParameters} wrote
   * @param optimizerState what {@link #saveOptimizerState} wrote at the same step
   * @throws ParameterFileException if a file is damaged or of another detector
   */
  public static DetectorTrainer resume(
      DetectorArchitecture architecture,
      OptimizerSettings settings,
      Path parameters,
      Path optimizerState,
      ComputeDevice device) {
    StoredDetector stored = new DetectorParameters(architecture).read(parameters);
    if (!Arrays.equals(stored.anchors(), Anchors.of(architecture.preset()))) {
      throw new ParameterFileException(
          "%s has other anchors than %s, so it cannot be trained as one"
              .formatted(parameters, architecture.preset().name()));
    }
    return new DetectorTrainer(
        architecture, settings, stored.arrays(), ParameterFile.read(optimizerState), device);
  }

  private List<TrainedArray> trained(NetworkGraph network) {
    List<TrainedArray> trained = new ArrayList<>();
    for (ParameterSpec spec : network.parameters()) {
      if (spec.role().trained()) {
        NDArray value = arrays.get(spec.name());
        value.setRequiresGradient(true);
        trained.add(new TrainedArray(spec.name(), value, value.getGradient()));
      }
    }
    return trained;
  }

  /**
   * One step: forward, loss, backward, update. The engine may still be busy with the update when
   * this returns.
   *
   * @param batch what to learn from
   * @param learningRate the schedule's rate for this step
   * @throws DivergedException if a loss is not finite; the parameters are then still those of
   *     before this step
   */
  public StepLosses step(TrainingBatch batch, double learningRate) {
    try (NDManager scope = manager.newSubManager()) {
      List<NDArray> inputs = upload(scope, batch);
      StepLosses losses;
      try (GradientCollector collector = runtime.engine().newGradientCollector()) {
        NDArray perImage = graph.forward(inputs, true).singletonOrThrow();
        losses = sum(perImage.toFloatArray(), batch);
        collector.backward(perImage);
      }
      optimizer.update(learningRate);
      return losses;
    }
  }

  private List<NDArray> upload(NDManager scope, TrainingBatch batch) {
    int size = architecture.preset().inputSize();
    int anchors = architecture.preset().anchorCount();
    int images = batch.size();
    if (batch.pixels().remaining() != images * 3 * size * size
        || batch.classTargets().length != images * anchors) {
      throw new IllegalArgumentException(
          "a batch of %d images with %d pixel values and %d class targets is not one for %s"
              .formatted(
                  images,
                  batch.pixels().remaining(),
                  batch.classTargets().length,
                  architecture.preset().name()));
    }
    return List.of(
        EngineArrays.upload(scope, batch.pixels(), new Shape(images, 3, size, size)),
        EngineArrays.upload(
            scope, FloatBuffer.wrap(batch.classTargets()), new Shape(images, anchors)),
        EngineArrays.upload(
            scope, FloatBuffer.wrap(batch.boxTargets()), new Shape(images, anchors, 4)));
  }

  private static StepLosses sum(float[] perImage, TrainingBatch batch) {
    double crossEntropy = 0;
    double smoothL1 = 0;
    for (int image = 0; image < batch.size(); image++) {
      crossEntropy += perImage[image];
      smoothL1 += perImage[batch.size() + image];
    }
    if (!Double.isFinite(crossEntropy + smoothL1)) {
      throw new DivergedException(crossEntropy, smoothL1, batch.imageIds());
    }
    int positives = 0;
    for (float target : batch.classTargets()) {
      positives += target > 0 ? 1 : 0;
    }
    return new StepLosses(crossEntropy, smoothL1, positives);
  }

  /**
   * Writes the detector's arrays as they are after the last step, as GluonCV's {@code
   * save_parameters} does.
   */
  public void saveParameters(Path file) {
    new DetectorParameters(architecture).write(file, EngineArrays.download(arrays));
  }

  /** Writes all that the optimizer remembers, as a {@code .params} file. */
  public void saveOptimizerState(Path file) {
    ParameterFile.write(file, optimizer.state());
  }

  /** Frees everything in the engine. */
  @Override
  public void close() {
    manager.close();
  }
}
