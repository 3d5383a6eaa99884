package io.boxstream.evaluator.app;

import io.boxstream.rest.config.MemorySizeRange;
import io.boxstream.rest.config.StoreConfiguration;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configuration of the evaluator. The brokers are {@code kafka.bootstrap.servers}. */
@ConfigMapping(prefix = "boxstream")
public interface EvaluatorConfig {

  /**
   * Name of the model whose generation the metrics show. Checkpoints of every model are evaluated.
   */
  @WithDefault("detector")
  @NotBlank
  String model();

  /** Folder for the local view of the data set and for downloaded parameters. */
  @WithDefault("boxstream-state/evaluator")
  Path workDirectory();

  /** The object store. */
  Store store();

  /** How checkpoints are scored and promoted. */
  Evaluator evaluator();

  /** The object store. */
  interface Store extends StoreConfiguration {

    /** How long a call to the object store is retried before the evaluation is postponed. */
    @WithDefault("30s")
    @DurationMin(seconds = 1)
    Duration deadline();
  }

  /** How checkpoints are scored and promoted. */
  interface Evaluator {
    /** Images of one batch while a checkpoint is evaluated. */
    @WithDefault("8")
    @Min(1)
    int batch();

    /**
     * How long an attempt waits for validation images that are not yet in the local view of the
     * data set.
     */
    @WithDefault("1m")
    @DurationMin(millis = 1)
    Duration catchUp();

    /** Most disk space for downloaded parameters. */
    @WithDefault("2G")
    @MemorySizeRange
    MemorySize cache();

    /**
     * Whether the labels of the whole data set are compared with the promoted model, between
     * evaluations. What it contradicts goes to the topic label-findings.
     */
    @WithDefault("true")
    boolean labelCheck();

    /** When a checkpoint takes the champion's place. */
    Policy policy();

    /** What is kept in the object store. */
    Retention retention();
  }

  /** What is kept in the object store. */
  interface Retention {
    /** Whether the object store is swept on a schedule. Without it, it is swept on request only. */
    @WithDefault("true")
    boolean scheduled();

    /** Time between two sweeps. The first one begins when the service has started. */
    @WithDefault("6h")
    @DurationMin(minutes = 1)
    Duration interval();

    /**
     * How long something must have been expendable before it is removed. Longer than any request
     * and any pause of a service.
     */
    @WithDefault("24h")
    @DurationMin(hours = 2)
    Duration grace();

    /** Age up to which every checkpoint is kept. */
    @WithDefault("7d")
    @DurationMin(seconds = 0)
    Duration checkpoints();

    /**
     * Latest generations of each model whose checkpoints are kept, for roll-backs. 1 keeps the
     * champion.
     */
    @WithDefault("10")
    @Min(1)
    int generations();

    /** Latest runs whose best and last checkpoints are kept. */
    @WithDefault("20")
    @Min(1)
    int runs();

    /** Age up to which reports, decisions and records of runs are kept. */
    @WithDefault("365d")
    @DurationMin(seconds = 0)
    Duration evaluations();

    /**
     * Age up to which original bytes of rejected images are kept. The log keeps rejections for 30
     * days.
     */
    @WithDefault("45d")
    @DurationMin(days = 31)
    Duration quarantine();
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

    /**
     * VOC07 mAP by which a checkpoint must exceed the champion on the same images: the lower end of
     * the confidence interval of the gain must be above it. With 0 any gain beyond noise is enough.
     */
    @WithDefault("0")
    @DecimalMin("0")
    @DecimalMax("1")
    double minimumGain();

    /**
     * Probability that the confidence interval of a gain holds the true gain. With 0.9 one of 20
     * promotions over an equal champion is luck.
     */
    @WithDefault("0.9")
    @DecimalMin(value = "0", inclusive = false)
    @DecimalMax("0.999")
    double confidence();

    /** How many times the validation images are resampled to find the interval. */
    @WithDefault("1000")
    @Min(100)
    @Max(100000)
    int resamples();

    /**
     * VOC07 mAP by which a later checkpoint of the champion's run may be below the best checkpoint
     * of the run and still take its place, if that is also within one standard error. Twice as
     * much, within 1.645 standard errors, if its learning rate is at most half of that of the best
     * checkpoint. With 0 it must be at least as good.
     */
    @WithDefault("0.05")
    @DecimalMin("0")
    @DecimalMax("1")
    double sameRunTolerance();

    /**
     * VOC07 average precision by which a class may be worse than the champion's. A fall counts when
     * the whole confidence interval is below it. With 1 any class may fall.
     */
    @WithDefault("0.05")
    @DecimalMin("0")
    @DecimalMax("1")
    double classFallMargin();

    /**
     * Validation images that a checkpoint is queried with before it is promoted, each twice and one
     * at a time. With 0 this check is left out.
     */
    @WithDefault("8")
    @Min(0)
    int referenceImages();

    /**
     * Longest time per image that a checkpoint may take on this machine to be promoted: the median
     * over the reference images, one at a time. Not limited by default.
     */
    Optional<@DurationMin(millis = 1) Duration> latencyBudget();

    /** VOC07 average precision that every class with ground truth must reach. */
    @WithDefault("0")
    @DecimalMin("0")
    @DecimalMax("1")
    double classFloor();

    /** Least number of images in the validation set. */
    @WithDefault("1")
    @Min(1)
    int minimumImages();
  }
}
