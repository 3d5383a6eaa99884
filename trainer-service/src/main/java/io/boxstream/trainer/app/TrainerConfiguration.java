package io.boxstream.trainer.app;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.rest.config.StoreConfiguration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configuration of the trainer service. */
@ConfigMapping(prefix = "boxstream")
public interface TrainerConfiguration {

  /** Name of the model that is trained. Later runs start from its promoted checkpoint. */
  @WithDefault("detector")
  @NotBlank
  String model();

  /**
   * Folder for the local view of the data set, the queued run requests and checkpoints that are not
   * yet uploaded. Two trainers cannot share it.
   */
  @WithDefault("boxstream-state/trainer")
  Path workDirectory();

  /** Commit that the service was built from. Manifests of checkpoints contain it. */
  @WithDefault("unknown")
  @NotBlank
  String sourceCommit();

  /** The object store. */
  StoreConfiguration store();

  /** Training. */
  Training trainer();

  /** A network to start from. */
  interface Base {

    /**
     * A file that a run starts from as long as no checkpoint is promoted: a {@code .params} file
     * with a whole detector, or with the base network of the preset trained on ImageNet, in the
     * format of GluonCV or Boxstream; or a safetensors file with a base network of torchvision or
     * timm: VGG 16, ResNet 34 or 50, MobileNet 1.0 or EfficientNet-Lite0.
     */
    Optional<Path> file();

    /**
     * The classes of the detector in the file, in its order. What it knows of classes that the data
     * set has too is kept. Not set: only the base network and layers are taken.
     */
    Optional<List<String>> classes();
  }

  /** Training. */
  interface Training {

    /** Recipe of runs whose request names none: {@code classic} or {@code quick}. */
    @WithDefault("classic")
    @NotBlank
    String recipe();

    /**
     * Detector preset of runs whose request names none. A name that ends in {@code .json} is a file
     * that describes a preset. Not set: the preset of the recipe.
     */
    Optional<String> preset();

    /** A network to start from as long as there is no promoted checkpoint. */
    Base base();

    /**
     * Epochs of runs whose request says neither epochs nor minutes. Not set: those of the recipe.
     */
    OptionalInt epochs();

    /**
     * Minutes of training of runs whose request says neither epochs nor minutes; a run then has as
     * many epochs as the time allows. Cannot be set together with the number of epochs. Not set:
     * the number of epochs ends a run.
     */
    Optional<@DecimalMin(value = "0", inclusive = false) Double> minutes();

    /** Runs that end because validation does not improve. */
    EarlyStopping earlyStopping();

    /**
     * Images per training step of runs whose request does not say. Not set: those of the recipe.
     */
    OptionalInt batch();

    /** Initial learning rate of runs whose request does not say. Not set: that of the recipe. */
    Optional<@DecimalMin(value = "0", inclusive = false) @DecimalMax("1") Double> learningRate();

    /** Random seed of runs whose request does not say. Not set: a different one for each run. */
    OptionalLong seed();

    /**
     * Device that trains: {@code automatic} is the GPUs from the first on if there are any, else
     * the CPU. Training on GPUs has not been tested.
     */
    @WithDefault("automatic")
    ComputeDevice device();

    /**
     * Replicas of the network that share each batch: one on each of the first GPUs, or all on the
     * CPU, where they share {@code OMP_NUM_THREADS} threads. A batch needs at least one image for
     * each. Not set: one; on a CPU with {@code MXNET_ENGINE_TYPE=NaiveEngine} one for each of those
     * threads while each has four images. A run that is resumed with another number gets slightly
     * different losses.
     */
    @Min(1)
    @Max(64)
    OptionalInt replicas();

    /** Training on several machines. */
    Distributed distributed();

    /** When runs start by themselves. */
    Start start();

    /** How images become batches. */
    Pipeline pipeline();

    /** Reports on training-progress. */
    Progress progress();

    /** Retries while a store or a broker is away. */
    Retry retry();
  }

  /** Runs that end because validation does not improve. */
  interface EarlyStopping {

    /**
     * Evaluated checkpoints in succession without an improvement after which a run ends; 0 for
     * never. Not set: 5 after the last drop of the learning rate for recipes that drop it at given
     * epochs, never for recipes whose rate falls to zero and for runs of a given time.
     */
    @Min(0)
    @Max(1000)
    OptionalInt patience();

    /** Smallest gain in VOC07 mAP that counts as an improvement. Not set: 0.001. */
    Optional<@DecimalMin("0") @DecimalMax("1") Double> minimumGain();
  }

  /** Training on several machines. */
  interface Distributed {

    /**
     * What this process does. {@code none}: trains alone. {@code coordinator}: conducts runs whose
     * steps are computed by workers. {@code worker} and {@code server}: compute and add gradients
     * for a coordinator; such a process has no HTTP and needs neither Kafka nor the store.
     */
    @WithDefault("none")
    DistributedRole role();

    /** Address of the coordinator for a worker or a server: {@code host:port}. */
    Optional<String> coordinator();

    /** Address on which a coordinator listens for workers and servers. */
    @WithDefault("127.0.0.1")
    @NotBlank
    String host();

    /** Port on which a coordinator listens for workers and servers. */
    @WithDefault("8095")
    @Min(1)
    @Max(65535)
    int port();

    /**
     * A secret that workers and servers share with the coordinator. Required for every role but
     * {@code none}.
     */
    Optional<String> token();

    /**
     * File in which a worker or server writes what it is doing: {@code starting}, {@code joining},
     * {@code waiting} or {@code training}. Its time is that of the last sign of life. Not set: a
     * file in the work directory.
     */
    Optional<Path> stateFile();

    /** Workers that a run waits for. */
    @WithDefault("2")
    @Min(1)
    @Max(64)
    int workers();

    /** Servers that a run waits for. */
    @WithDefault("1")
    @Min(1)
    @Max(64)
    int servers();

    /**
     * How long a run waits for workers and servers. After that it begins with those that are there;
     * without any worker or server it fails.
     */
    @WithDefault("60s")
    @DurationMin(seconds = 1)
    Duration joinTimeout();

    /** Silence after which a participant is lost. */
    @WithDefault("10s")
    @DurationMin(millis = 500)
    Duration silence();

    /**
     * Longest time for the start of the workers, and for one phase of a step. A worker that takes
     * longer is lost.
     */
    @WithDefault("5m")
    @DurationMin(seconds = 1)
    Duration answerTimeout();

    /**
     * How often a run begins again at the same checkpoint after it has lost a participant. After
     * that it fails.
     */
    @WithDefault("3")
    @Min(0)
    @Max(1000)
    int restarts();

    /**
     * Threshold of MXNet's two-bit compression of the gradients that workers send. Not set: they
     * are sent as they are.
     */
    Optional<@DecimalMin(value = "0", inclusive = false) Double> compressionThreshold();
  }

  /** When runs start by themselves. */
  interface Start {

    /**
     * Whether runs start by themselves when enough images have changed. False: only requests start
     * runs.
     */
    @WithDefault("true")
    boolean automatic();

    /** Least number of training images before a run starts by itself. */
    @WithDefault("100")
    @Min(1)
    int minimumImages();

    /**
     * Least number of training and validation images that were added, relabelled or removed since
     * the last run before a run starts by itself.
     */
    @WithDefault("50")
    @Min(1)
    int minimumChanges();

    /** How long the data set must be unchanged before a run starts by itself. */
    @WithDefault("30s")
    @DurationMin(millis = 0)
    Duration quietPeriod();

    /** Longest time that a run waits for the quiet period while the data set keeps changing. */
    @WithDefault("30m")
    @DurationMin(millis = 0)
    Duration maximumWait();
  }

  /** How images become batches. */
  interface Pipeline {

    /** Threads that decode and transform images. Not set: as many as processors. */
    @Min(1)
    OptionalInt workers();

    /** Batches that are prepared ahead of the training step. */
    @WithDefault("4")
    @Min(1)
    @Max(64)
    int bufferedBatches();
  }

  /** Reports on training-progress. */
  interface Progress {

    /** Training steps between two progress records on the topic {@code training-progress}. */
    @WithDefault("5")
    @Min(1)
    int everySteps();

    /** Longest time between two progress records; checked after each step. */
    @WithDefault("1s")
    @DurationMin(millis = 1)
    Duration interval();
  }

  /** Retries while a store or a broker is away. */
  interface Retry {

    /**
     * Delay before the second attempt while Kafka or the object store is unavailable. It doubles
     * with each further attempt.
     */
    @WithDefault("500ms")
    @DurationMin(millis = 1)
    Duration firstWait();

    /** Longest delay between two attempts. Must not be shorter than the first. */
    @WithDefault("15s")
    @DurationMin(millis = 1)
    Duration longestWait();
  }
}
