package io.boxstream.evaluator.app;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;

/** Configuration of the evaluator. The brokers are {@code kafka.bootstrap.servers}. */
@ConfigMapping(prefix = "boxstream")
public interface EvaluatorConfig {

  /** Name of the model whose generation the meters show. Checkpoints of every model are scored. */
  @WithDefault("detector")
  @NotBlank
  String model();

  /** Folder for the local view of the data set and for fetched parameters. */
  @WithDefault("work/evaluator")
  Path workDirectory();

  /** The object store. */
  Store store();

  /** How checkpoints are scored and promoted. */
  Evaluator evaluator();

  /** The object store. */
  interface Store {
    /** Address of the S3-compatible store, {@code http(s)://host:port}. */
    @WithDefault("http://127.0.0.1:9000")
    @NotBlank
    String endpoint();

    /** Key id of the signature. */
    @NotBlank
    String accessKey();

    /** Secret of the signature. */
    @NotBlank
    String secretKey();

    /** Bucket that holds everything; made when it is absent. */
    @WithDefault("boxstream")
    @NotBlank
    String bucket();

    /** Region named in the signature. */
    @WithDefault("us-east-1")
    @NotBlank
    String region();

    /** How long one call is tried before the work around it is put off. */
    @WithDefault("30s")
    Duration deadline();
  }

  /** How checkpoints are scored and promoted. */
  interface Evaluator {
    /** Images that are detected on at once. */
    @WithDefault("8")
    @Min(1)
    int batch();

    /** How long one try waits for validation images that are still on their way. */
    @WithDefault("1m")
    Duration catchUp();

    /** Bound on fetched parameters on disk. */
    @WithDefault("2G")
    MemorySize cache();

    /** When a checkpoint takes the champion's place. */
    Policy policy();
  }

  /** When a checkpoint takes the champion's place. */
  interface Policy {
    /**
     * VOC07 mAP that the first model to be promoted must reach; 0 promotes a network that finds
     * nothing.
     */
    @WithDefault("0.001")
    @DecimalMin("0")
    @DecimalMax("1")
    double minimumFirstScore();

    /** VOC07 mAP by which it must exceed the champion's on the same images, strictly. */
    @WithDefault("0")
    @DecimalMin("0")
    @DecimalMax("1")
    double minimumGain();

    /** VOC07 average precision that every class with ground truth must reach. */
    @WithDefault("0")
    @DecimalMin("0")
    @DecimalMax("1")
    double classFloor();

    /** Images that the validation set must hold. */
    @WithDefault("1")
    @Min(1)
    int minimumImages();
  }
}
