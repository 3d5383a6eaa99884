package io.boxstream.artifacts.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.snapshot.SnapshotSummary;
import io.boxstream.artifacts.store.ObjectKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that is needed to load, evaluate, resume or reproduce a checkpoint. Written once,
 * after the blobs that it references.
 *
 * @param runId run that wrote it
 * @param model name of the model, whose promotion chain it may join
 * @param createdAt when the checkpoint was created
 * @param network the network that the parameters belong to
 * @param blobs the blobs of the checkpoint
 * @param position the position of the training, sufficient to resume from it
 * @param dataSet the data set that it was trained on
 * @param provenance the configuration and software that produced it
 * @param parent checkpoint whose parameters the run started from
 * @param losses means over the last epoch
 */
public record CheckpointManifest(
    String runId,
    String model,
    Instant createdAt,
    Network network,
    CheckpointBlobs blobs,
    Position position,
    SnapshotSummary dataSet,
    Provenance provenance,
    Optional<CheckpointId> parent,
    Losses losses) {
  public CheckpointManifest {
    ObjectKeys.requireSegment(runId, "runId");
    ObjectKeys.requireSegment(model, "model");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(network, "network");
    requireNonNull(blobs, "blobs");
    requireNonNull(position, "position");
    requireNonNull(dataSet, "dataSet");
    requireNonNull(provenance, "provenance");
    requireNonNull(parent, "parent");
    requireNonNull(losses, "losses");
  }

  /** The checkpoint's id. */
  @JsonIgnore
  public CheckpointId id() {
    return new CheckpointId(runId, position.epoch());
  }

  /**
   * The network that the parameters belong to.
   *
   * @param preset name of the preset
   * @param presetDescription the preset as JSON text if it is user-defined; absent for a built-in
   *     preset
   * @param classes foreground classes in the order of the network's outputs
   * @param preprocessing how an image is converted to the network's input
   */
  public record Network(
      String preset,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> presetDescription,
      List<String> classes,
      Preprocessing preprocessing) {
    public Network {
      requireNonNull(preset, "preset");
      requireNonNull(presetDescription, "presetDescription");
      classes = List.copyOf(classes);
      requireNonNull(preprocessing, "preprocessing");
      if (classes.isEmpty()) {
        throw new IllegalArgumentException("a network has at least one class");
      }
      if (classes.stream().distinct().count() != classes.size()) {
        throw new IllegalArgumentException("duplicate class: " + classes);
      }
    }

    /** A network of a built-in preset. */
    public static Network of(String preset, List<String> classes, Preprocessing preprocessing) {
      return new Network(preset, Optional.empty(), classes, preprocessing);
    }
  }

  /**
   * Resize to a square, divide by 255, subtract the mean, divide by the standard deviation.
   *
   * @param inputSize side of the network's input in pixels
   * @param mean per channel, RGB, of values in 0 to 1
   * @param standardDeviation per channel, RGB
   */
  public record Preprocessing(int inputSize, List<Double> mean, List<Double> standardDeviation) {
    public Preprocessing {
      if (inputSize < 1) {
        throw new IllegalArgumentException("inputSize must be positive: " + inputSize);
      }
      mean = List.copyOf(mean);
      standardDeviation = List.copyOf(standardDeviation);
      if (mean.size() != 3 || standardDeviation.size() != 3) {
        throw new IllegalArgumentException(
            "mean and standard deviation have three channels: " + mean + standardDeviation);
      }
    }

    /** ImageNet's mean and standard deviation, as the reference uses them. */
    public static Preprocessing imageNet(int inputSize) {
      return new Preprocessing(
          inputSize, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    }
  }

  /**
   * The blobs of a checkpoint.
   *
   * @param parameters the {@code .params} file
   * @param graph the inference graph as MXNet symbol JSON
   * @param optimizerState momentum or moments; absent if the checkpoint cannot be resumed
   * @param stepLosses the {@link StepLossHistory} since the checkpoint before; absent in manifests
   *     of earlier releases
   */
  public record CheckpointBlobs(
      BlobReference parameters,
      Optional<BlobReference> graph,
      Optional<BlobReference> optimizerState,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<BlobReference> stepLosses) {
    /** The blobs of a checkpoint without losses by step. */
    public CheckpointBlobs(
        BlobReference parameters,
        Optional<BlobReference> graph,
        Optional<BlobReference> optimizerState) {
      this(parameters, graph, optimizerState, Optional.empty());
    }

    public CheckpointBlobs {
      requireNonNull(parameters, "parameters");
      requireNonNull(graph, "graph");
      requireNonNull(optimizerState, "optimizerState");
      requireNonNull(stepLosses, "stepLosses");
    }

    /** All blobs that there are. */
    public Stream<BlobReference> all() {
      return Stream.of(Optional.of(parameters), graph, optimizerState, stepLosses)
          .flatMap(Optional::stream);
    }
  }

  /**
   * The position of a training run.
   *
   * @param epoch epochs finished; the last epoch of a run with a time budget may be incomplete
   * @param batch batches of the next epoch that are already completed; 0 at the end of an epoch
   * @param step optimizer steps taken; also the position in the learning-rate schedule, unless the
   *     run has a time budget
   * @param learningRate learning rate of the last step
   * @param seed the run's random seed
   * @param time the position of a run with a time budget; absent for other runs, and in manifests
   *     of earlier releases
   */
  public record Position(
      int epoch,
      int batch,
      long step,
      double learningRate,
      long seed,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<TimePosition> time) {
    /** The position of a run without a time budget. */
    public Position(int epoch, int batch, long step, double learningRate, long seed) {
      this(epoch, batch, step, learningRate, seed, Optional.empty());
    }

    public Position {
      if (epoch < 0 || batch < 0 || step < 0) {
        throw new IllegalArgumentException(
            "epoch, batch and step must not be negative: " + epoch + ", " + batch + ", " + step);
      }
      if (!Double.isFinite(learningRate) || learningRate < 0) {
        throw new IllegalArgumentException("learningRate must not be negative: " + learningRate);
      }
      requireNonNull(time, "time");
    }
  }

  /**
   * The position of a run with a time budget. With the schedule steps of all its checkpoints, the
   * run can be repeated step by step on a machine of another speed.
   *
   * @param elapsedMillis training time so far
   * @param scheduleSteps for each step since the checkpoint before, the step of the recipe's
   *     learning-rate schedule whose rate it was trained with
   */
  public record TimePosition(long elapsedMillis, List<Long> scheduleSteps) {
    public TimePosition {
      if (elapsedMillis < 0) {
        throw new IllegalArgumentException("elapsedMillis must not be negative: " + elapsedMillis);
      }
      scheduleSteps = List.copyOf(scheduleSteps);
    }
  }

  /**
   * The configuration and software that produced a checkpoint.
   *
   * @param configurationHash hash of the run's configuration
   * @param sourceCommit commit of the source, or "unknown"
   * @param java version of Java
   * @param djl version of DJL
   * @param engine name and version of the engine
   * @param cuda version of CUDA, absent on a CPU
   * @param arrangement how each batch was distributed
   * @param processor the model of the processor; absent on a GPU, and in manifests of earlier
   *     releases
   */
  public record Provenance(
      String configurationHash,
      String sourceCommit,
      String java,
      String djl,
      String engine,
      Optional<String> cuda,
      Arrangement arrangement,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> processor) {
    public Provenance {
      requireNonNull(configurationHash, "configurationHash");
      requireNonNull(sourceCommit, "sourceCommit");
      requireNonNull(java, "java");
      requireNonNull(djl, "djl");
      requireNonNull(engine, "engine");
      requireNonNull(cuda, "cuda");
      requireNonNull(arrangement, "arrangement");
      requireNonNull(processor, "processor");
    }

    /**
     * Reads the provenance of a manifest, which names no arrangement if it is from before those.
     */
    @JsonCreator
    static Provenance of(
        @JsonProperty("configurationHash") String configurationHash,
        @JsonProperty("sourceCommit") String sourceCommit,
        @JsonProperty("java") String java,
        @JsonProperty("djl") String djl,
        @JsonProperty("engine") String engine,
        @JsonProperty("cuda") Optional<String> cuda,
        @JsonProperty("arrangement") Optional<Arrangement> arrangement,
        @JsonProperty("processor") Optional<String> processor) {
      return new Provenance(
          configurationHash,
          sourceCommit,
          java,
          djl,
          engine,
          cuda,
          arrangement.orElse(Arrangement.UNKNOWN),
          processor);
    }
  }

  /**
   * How each batch was distributed over replicas of the network. A different arrangement gives
   * different numerical results: sums are computed in a different order, and batch normalisation
   * uses different groups of images.
   *
   * @param devices the device of each replica: {@code gpu(1)} is the second GPU, {@code cpu(2)} the
   *     CPU with two threads
   * @param images the number of images of a batch per replica; each replica takes consecutive
   *     images in this order
   */
  public record Arrangement(List<String> devices, List<Integer> images) {
    /** Of manifests from before replicas: one, on a device that they do not name. */
    static final Arrangement UNKNOWN = new Arrangement(List.of("unknown"), List.of(1));

    public Arrangement {
      devices = List.copyOf(devices);
      images = List.copyOf(images);
      if (devices.isEmpty() || devices.size() != images.size()) {
        throw new IllegalArgumentException(
            "each replica has a device and a share of the images: " + devices + images);
      }
      if (images.stream().anyMatch(share -> share < 1)) {
        throw new IllegalArgumentException("a replica has no images: " + images);
      }
    }
  }

  /**
   * Mean losses of the last epoch.
   *
   * @param crossEntropy classification loss
   * @param smoothL1 box regression loss
   */
  public record Losses(double crossEntropy, double smoothL1) {
    public Losses {
      if (!Double.isFinite(crossEntropy) || !Double.isFinite(smoothL1)) {
        throw new IllegalArgumentException(
            "losses must be finite: " + crossEntropy + ", " + smoothL1);
      }
    }
  }
}
