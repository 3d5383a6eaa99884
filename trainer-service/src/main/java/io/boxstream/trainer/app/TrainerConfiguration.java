package io.boxstream.trainer.app;

import io.boxstream.detection.ComputeDevice;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Configuration of the trainer service. */
@ConfigMapping(prefix = "boxstream")
public interface TrainerConfiguration {

  /** Name of the model that runs train, and whose promoted generation later runs start from. */
  @WithDefault("detector")
  @NotBlank
  String model();

  /**
   * Where the data set view, the queue of requests and checkpoints on their way to the store lie.
   * One trainer per directory.
   */
  @WithDefault("boxstream-state/trainer")
  Path workDirectory();

  /** Commit of the source that this service was built from, for the manifests. */
  @WithDefault("unknown")
  @NotBlank
  String sourceCommit();

  /** The object store. */
  Store store();

  /** Training. */
  Training trainer();

  /** The object store. */
  interface Store {

    /** Address of the S3-compatible server. */
    @WithDefault("http://127.0.0.1:9000")
    URI endpoint();

    /** Key id to sign in with. */
    @NotBlank
    String accessKey();

    /** Secret to sign in with. */
    @NotBlank
    String secretKey();

    /** Bucket that holds everything. */
    @WithDefault("boxstream")
    @NotBlank
    String bucket();

    /** Region in the signature. */
    @WithDefault("us-east-1")
    @NotBlank
    String region();
  }

  /** A network to start from. */
  interface Base {

    /**
     * A {@code .params} file: a detector, or the base network of one that was trained on ImageNet;
     * of GluonCV's or of ours. A run without a parent starts from it.
     */
    Optional<Path> file();

    /**
     * The classes of the file's detector, in its order: those that the data have too are not learnt
     * anew. Absent for a base network, or to take only the detector's base network and layers.
     */
    Optional<List<String>> classes();
  }

  /** Training. */
  interface Training {

    /** Recipe of runs that do not name one: {@code classic} or {@code quick}. */
    @WithDefault("classic")
    @NotBlank
    String recipe();

    /**
     * Detector preset of runs that do not name one; the recipe's by default. A name that ends in
     * {@code .json} is that of a file with a description of one's own preset.
     */
    Optional<String> preset();

    /** A network to start from as long as there is no promoted checkpoint. */
    Base base();

    /** Epochs of runs that do not say; the recipe's by default. */
    OptionalInt epochs();

    /** Images per step of runs that do not say; the recipe's by default. */
    OptionalInt batch();

    /** Base learning rate of runs that do not say; the recipe's by default. */
    Optional<@DecimalMin(value = "0", inclusive = false) @DecimalMax("1") Double> learningRate();

    /** Seed of runs that do not say; one of its own for each run by default. */
    OptionalLong seed();

    /**
     * Where the engine computes: {@code automatic} is the first GPU if there is one, else the CPU.
     * Training on GPUs has not been run yet.
     */
    @WithDefault("automatic")
    ComputeDevice device();

    /**
     * Replicas of the network among which each batch is spread: one on each of the first GPUs, or
     * all on the CPU, where they share {@code OMP_NUM_THREADS} threads. A batch needs an image for
     * each; batch normalisation wants some more. By default one, but on a CPU with {@code
     * MXNET_ENGINE_TYPE=NaiveEngine} one for each of those threads, while each has four images. A
     * run that goes on after a crash with another number trains to slightly other losses.
     */
    @Min(1)
    @Max(64)
    OptionalInt replicas();

    /** When runs start by themselves. */
    Start start();

    /** How images become batches. */
    Pipeline pipeline();

    /** Reports on training-progress. */
    Progress progress();

    /** RetryPolicy with a store or a broker that is away. */
    Retry retry();
  }

  /** When runs start by themselves. */
  interface Start {

    /** Whether they do. */
    @WithDefault("true")
    boolean automatic();

    /** Least images in the training split. */
    @WithDefault("100")
    @Min(1)
    int minimumImages();

    /**
     * Least images of the training and validation splits added, relabelled or removed since the
     * last run's snapshot.
     */
    @WithDefault("50")
    @Min(1)
    int minimumChanges();

    /** How long nothing may have changed. */
    @WithDefault("30s")
    Duration quietPeriod();

    /** How long changes wait at most in a data set that never rests. */
    @WithDefault("30m")
    Duration maximumWait();
  }

  /** How images become batches. */
  interface Pipeline {

    /** Threads that decode and transform; as many as processors by default. */
    OptionalInt workers();

    /** Batches that may be ready ahead of the engine. */
    @WithDefault("4")
    @Min(1)
    @Max(64)
    int bufferedBatches();
  }

  /** Reports on training-progress. */
  interface Progress {

    /** Steps between two reports. */
    @WithDefault("5")
    @Min(1)
    int everySteps();

    /** Longest time between two reports, at the end of a step. */
    @WithDefault("1s")
    Duration interval();
  }

  /** RetryPolicy with a store or a broker that is away. */
  interface Retry {

    /** Wait after the first failure; it doubles. */
    @WithDefault("500ms")
    Duration firstWait();

    /** Longest wait after failures. */
    @WithDefault("15s")
    Duration longestWait();
  }
}
