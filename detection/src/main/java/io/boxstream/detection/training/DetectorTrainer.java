package io.boxstream.detection.training;

import static java.util.Objects.requireNonNull;

import ai.djl.Device;
import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.parameters.ParameterArray;
import io.boxstream.detection.parameters.ParameterFile;
import io.boxstream.detection.parameters.ParameterFileException;
import io.boxstream.detection.parameters.StoredDetector;
import io.boxstream.detection.pipeline.TrainingBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A detector in training. Owns the replicas and the optimizer state, and frees them on close. After
 * saving and resuming, the same batches with the same number of replicas give bit-identical losses
 * on a CPU.
 *
 * <p>Each replica computes the losses and gradients of its part of the batch; the gradients are
 * summed in a fixed order, and the replicas' trained arrays are equal after each step. Each replica
 * has its own running statistics of batch normalisation; those of the first replica are saved.
 *
 * <p>Not thread-safe. Each replica runs on its own thread, borrowed until close.
 */
public final class DetectorTrainer implements AutoCloseable {
  private final DetectorArchitecture architecture;
  private final ReplicaSettings replication;
  private final List<String> devices;
  private final ReplicaGroup replicas;

  private DetectorTrainer(
      DetectorArchitecture architecture,
      UpdateSettings settings,
      Map<String, ParameterArray> parameters,
      Map<String, ParameterArray> optimizerState,
      ReplicaSettings replication,
      GradientExchange exchange) {
    this.architecture = requireNonNull(architecture, "architecture");
    this.replication = requireNonNull(replication, "replication");
    EngineRuntime runtime = new EngineRuntime();
    List<Device> places = runtime.devices(replication.device(), replication.replicas());
    devices = places.stream().map(place -> runtime.name(place, places.size())).toList();
    TrainedNetwork network =
        TrainedNetwork.of(architecture, runtime.kernels(places.get(0)), settings.fineTuning());
    int count = places.size();
    ReplicaThreads threads =
        new ReplicaThreads(runtime.borrowThreads(count, runtime.processors(count)));
    replicas =
        new ReplicaGroup(
            runtime,
            threads,
            replicas(runtime, threads, places, network, parameters),
            settings.optimizer(),
            optimizerState,
            exchange);
  }

  private static List<Replica> replicas(
      EngineRuntime runtime,
      ReplicaThreads threads,
      List<Device> places,
      TrainedNetwork network,
      Map<String, ParameterArray> parameters) {
    List<Replica> replicas = new ArrayList<>();
    try {
      for (int i = 0; i < places.size(); i++) {
        Device place = places.get(i);
        replicas.add(
            threads.call(
                i, () -> new Replica(runtime, runtime.newManager(place), network, parameters)));
      }
    } catch (RuntimeException e) {
      try (threads) {
        for (int i = 0; i < replicas.size(); i++) {
          threads.run(i, replicas.get(i)::close);
        }
      }
      throw e;
    }
    return replicas;
  }

  /** Creates a detector. */
  public static DetectorTrainer start(
      DetectorArchitecture architecture,
      UpdateSettings settings,
      Initialization initialization,
      long seed) {
    return start(architecture, settings, initialization, seed, ReplicaSettings.single());
  }

  /** Creates a detector with several replicas. */
  public static DetectorTrainer start(
      DetectorArchitecture architecture,
      UpdateSettings settings,
      Initialization initialization,
      long seed,
      ReplicaSettings replication) {
    return new DetectorTrainer(
        architecture,
        settings,
        initialization.arrays(architecture, seed),
        Map.of(),
        replication,
        GradientExchange.NONE);
  }

  /** Creates a detector that starts from the usable arrays of another network. */
  public static DetectorTrainer startFrom(
      BaseParameters base,
      DetectorArchitecture architecture,
      UpdateSettings settings,
      Initialization initialization,
      long seed) {
    return startFrom(base, architecture, settings, initialization, seed, ReplicaSettings.single());
  }

  /**
   * Creates a detector with several replicas that starts from the usable arrays of another network.
   */
  public static DetectorTrainer startFrom(
      BaseParameters base,
      DetectorArchitecture architecture,
      UpdateSettings settings,
      Initialization initialization,
      long seed,
      ReplicaSettings replication) {
    List<ParameterSpec> specs = new DetectorNetwork(architecture).parameters();
    Map<String, ParameterArray> initial = initialization.arrays(architecture, seed);
    Map<String, ParameterArray> arrays =
        new Transfer(base, architecture.classes()).apply(specs, initial);
    return new DetectorTrainer(
        architecture, settings, arrays, Map.of(), replication, GradientExchange.NONE);
  }

  /**
   * Resumes the training of a saved detector.
   *
   * @param parameters what {@link #saveParameters} wrote
   * @param optimizerState what {@link #saveOptimizerState} wrote at the same step
   * @throws ParameterFileException if a file is damaged or belongs to another detector
   */
  public static DetectorTrainer resume(
      DetectorArchitecture architecture,
      UpdateSettings settings,
      Path parameters,
      Path optimizerState) {
    return resume(architecture, settings, parameters, optimizerState, ReplicaSettings.single());
  }

  /**
   * Resumes the training of a saved detector. The replicas may differ from those of the saved run.
   *
   * @param parameters what {@link #saveParameters} wrote
   * @param optimizerState what {@link #saveOptimizerState} wrote at the same step
   * @throws ParameterFileException if a file is damaged or belongs to another detector
   */
  public static DetectorTrainer resume(
      DetectorArchitecture architecture,
      UpdateSettings settings,
      Path parameters,
      Path optimizerState,
      ReplicaSettings replication) {
    return resume(
        architecture, settings, parameters, optimizerState, replication, GradientExchange.NONE);
  }

  /**
   * Resumes training as one of several processes that train the same network on other images. Each
   * step of this process is {@link #forward}, then {@link #update} or {@link #abandon}.
   *
   * @param server through which the processes add their gradients; closed by the caller
   * @throws ParameterFileException if a file is damaged or belongs to another detector
   */
  public static DetectorTrainer resumeShared(
      DetectorArchitecture architecture,
      UpdateSettings settings,
      Path parameters,
      Path optimizerState,
      ComputeDevice device,
      ParameterServer server) {
    return resume(
        architecture, settings, parameters, optimizerState, new ReplicaSettings(device, 1), server);
  }

  private static DetectorTrainer resume(
      DetectorArchitecture architecture,
      UpdateSettings settings,
      Path parameters,
      Path optimizerState,
      ReplicaSettings replication,
      GradientExchange exchange) {
    StoredDetector stored = new DetectorParameters(architecture).read(parameters);
    if (!Arrays.equals(stored.anchors(), Anchors.of(architecture.preset()))) {
      throw new ParameterFileException(
          "%s has other anchors than %s, so it cannot be trained as one"
              .formatted(parameters, architecture.preset().name()));
    }
    return new DetectorTrainer(
        architecture,
        settings,
        stored.arrays(),
        ParameterFile.read(optimizerState),
        replication,
        exchange);
  }

  /**
   * Runs one step: forward, loss, backward, update. The engine may still be busy with the update
   * when this returns.
   *
   * @param batch the images and targets; at least one image per replica
   * @param learningRate the schedule's rate for this step
   * @throws DivergedException if a loss is not finite; the parameters are then unchanged by this
   *     step
   * @throws StepFailedException if the engine failed; the trainer is then closed
   */
  public StepLosses step(TrainingBatch batch, double learningRate) {
    int positives = BatchShare.positives(batch);
    StepLosses losses = StepLosses.sum(List.of(forward(batch, positives)), positives);
    if (!losses.areFinite()) {
      abandon();
      throw new DivergedException(losses.crossEntropy(), losses.smoothL1(), batch.imageIds());
    }
    backward();
    update(learningRate);
    return losses;
  }

  /** The number of anchors of a batch that are matched to an object. */
  public static int positives(TrainingBatch batch) {
    return BatchShare.positives(batch);
  }

  /**
   * The first part of a step: the losses of a batch, which may be a part of a larger one.
   *
   * @param positives anchors of the whole batch that are matched to an object; see {@link
   *     #positives}
   * @return the cross entropy of each image in order, then the smooth L1 of each
   * @throws StepFailedException if the engine failed; the trainer is then closed
   */
  public float[] forward(TrainingBatch batch, int positives) {
    check(batch);
    List<BatchShare> shares = BatchShare.of(batch, replication.shares(batch.size()), positives);
    return inOrder(replicas.forward(shares), batch.size());
  }

  /**
   * The second part of a step: the gradients of the batch. The engine may still be busy with them
   * when this returns.
   *
   * @throws StepFailedException if the engine failed; the trainer is then closed
   */
  public void backward() {
    replicas.backward();
  }

  /**
   * The last part of a step: adds the gradients, also those of other processes, for which it waits,
   * and updates the arrays with them.
   *
   * @throws StepFailedException if the engine failed; the trainer is then closed
   */
  public void update(double learningRate) {
    replicas.update(learningRate);
  }

  /** Instead of the second and the last part: nothing changes. */
  public void abandon() {
    replicas.abandon();
  }

  private void check(TrainingBatch batch) {
    int size = architecture.preset().inputSize();
    int anchors = architecture.preset().anchorCount();
    int images = batch.size();
    if (batch.pixels().remaining() != images * 3 * size * size
        || batch.classTargets().length != images * anchors) {
      throw new IllegalArgumentException(
          "a batch of %d images with %d pixel values and %d class targets does not fit %s"
              .formatted(
                  images,
                  batch.pixels().remaining(),
                  batch.classTargets().length,
                  architecture.preset().name()));
    }
  }

  private static float[] inOrder(List<float[]> ofReplicas, int images) {
    float[] all = new float[2 * images];
    int first = 0;
    for (float[] part : ofReplicas) {
      int count = part.length / 2;
      System.arraycopy(part, 0, all, first, count);
      System.arraycopy(part, count, all, images + first, count);
      first += count;
    }
    return all;
  }

  /**
   * The device of each replica: {@code gpu(1)} is the second GPU, {@code cpu(2)} the CPU with two
   * threads.
   */
  public List<String> devices() {
    return devices;
  }

  /**
   * Writes the detector's arrays after the last step, in the format of GluonCV's {@code
   * save_parameters}.
   */
  public void saveParameters(Path file) {
    new DetectorParameters(architecture).write(file, replicas.parameters());
  }

  /** Writes the complete optimizer state as a {@code .params} file. */
  public void saveOptimizerState(Path file) {
    ParameterFile.write(file, replicas.optimizerState());
  }

  /** Frees all arrays in the engine, and returns the threads and the memory. */
  @Override
  public void close() {
    replicas.close();
  }
}
