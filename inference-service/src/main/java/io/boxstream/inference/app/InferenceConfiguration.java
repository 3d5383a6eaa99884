package io.boxstream.inference.app;

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
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configuration of the inference service. */
@ConfigMapping(prefix = "boxstream")
public interface InferenceConfiguration {

  /**
   * Name of the primary model: its promoted checkpoint is always in memory, and answers requests
   * that name no model.
   */
  @WithDefault("detector")
  @NotBlank
  String model();

  /** Folder for downloaded parameters and exported models. */
  @WithDefault("boxstream-state/inference")
  Path workDirectory();

  /** The object store with checkpoints and promotions. */
  StoreConfiguration store();

  /** Serving. */
  Inference inference();

  /** Serving. */
  interface Inference {

    /**
     * Lowest score of detections in results, for all classes. Not set: the thresholds with the best
     * F1 in the evaluation of the promoted checkpoint, by class; {@code GET /v1/model} shows them.
     * 0.05 if the evaluation has none. A request may set another with {@code ?threshold=} or the
     * header {@code threshold}.
     */
    @DecimalMin("0")
    @DecimalMax("1")
    OptionalDouble threshold();

    /**
     * Names of further models that requests may name, separated by commas; {@code *} for every one
     * that has a promotion. They are loaded at their first request. Not set: none.
     */
    Optional<List<@NotBlank String>> models();

    /**
     * Memory for all models together, the primary one and the challenger of its rollout included,
     * by estimate. Models that have not been used for longest are unloaded to make room for others;
     * the primary one, its challenger and those in use never are. A model that does not fit beside
     * them is refused, and a challenger that does not fit beside the primary one ends its rollout.
     */
    @WithDefault("2G")
    @MemorySizeRange
    MemorySize modelsMemory();

    /**
     * How long requests for a model that is not in memory wait for one that is in use to be
     * unloaded. Then they are refused.
     */
    @WithDefault("10s")
    @DurationMin(millis = 0)
    Duration modelsPatience();

    /** Batches. */
    Batches batches();

    /** Images that are taken. */
    Images images();

    /** Requests by topic. */
    Requests requests();

    /** Requests by HTTP. */
    Http http();

    /** Following the promotion chain. */
    Promotions promotions();

    /** Images of requests that are published because they are worth labelling. */
    HardExamples hardExamples();

    /** Watching whether the traffic of each model is like its validation images. */
    Drift drift();
  }

  /** Watching whether the traffic of each model is like its validation images. */
  interface Drift {

    /** Whether traffic is watched. */
    @WithDefault("true")
    boolean enabled();

    /**
     * Images of the traffic that are compared together with the validation images. With fewer,
     * smaller changes go unnoticed.
     */
    @WithDefault("600")
    @Min(60)
    @Max(10_000)
    int images();

    /**
     * The time over which they are taken evenly. The latest window is compared, and the latest
     * three and nine together; a feature drifts when it differs twice in a row. The window should
     * be at least ten times as long as a scene lasts; where the traffic has a daily cycle that the
     * validation images have, too, a day. Slow traffic is compared after four times as long, with
     * at least 60 images.
     */
    @WithDefault("1h")
    @DurationMin(millis = 0)
    Duration window();

    /**
     * Smallest effect that counts as drift: the population stability index without what chance
     * contributes to it. An index above 0.1 is commonly called a moderate change, above 0.25 a
     * large one.
     */
    @WithDefault("0.05")
    @DecimalMin("0")
    @DecimalMax("10")
    double minimumEffect();

    /**
     * Most of the time of one processor that watching may take, for all models together. Images are
     * taken more rarely where they need more.
     */
    @WithDefault("0.01")
    @DecimalMin("0.0001")
    @DecimalMax("1")
    double processorShare();
  }

  /** Batches. */
  interface Batches {

    /**
     * Most images of one batch. Memory is planned for batches of 1, 2, 4 and so on: a higher number
     * helps on a GPU and costs memory.
     */
    @WithDefault("4")
    @Min(1)
    int maximum();

    /**
     * How long a request may take, decoding excluded. Batches are limited further then, to those
     * that the engine computes in half of it, as measured while serving. Not set: as many images as
     * {@code maximum}.
     */
    Optional<@DurationMin(millis = 1) Duration> latencyObjective();

    /**
     * How long a batch that is not full waits for more images. While the engine is busy, batches
     * fill without it.
     */
    @WithDefault("0ms")
    @DurationMin(millis = 0)
    Duration linger();

    /**
     * Batches that are computed at the same time, each with its share of {@code OMP_NUM_THREADS}.
     * Not set: as many as that if {@code MXNET_ENGINE_TYPE} is {@code NaiveEngine}, else one.
     */
    @Min(1)
    OptionalInt instances();

    /** Memory for decoded images that wait to be computed. */
    @WithDefault("128M")
    @MemorySizeRange
    MemorySize queueMemory();

    /** Threads that decode images. Not set: as many as processors. */
    @Min(1)
    OptionalInt decoders();

    /** How requests share the engine while both wait. */
    Shares shares();
  }

  /**
   * How requests by HTTP and by topic share the engine while both wait: with 3 and 1, three images
   * of the former are computed for one of the latter. One of them alone has the whole engine.
   */
  interface Shares {

    /** Weight of requests by HTTP. */
    @WithDefault("3")
    @Min(1)
    @Max(1000)
    int http();

    /** Weight of requests by topic. */
    @WithDefault("1")
    @Min(1)
    @Max(1000)
    int topic();
  }

  /** Images that are taken. */
  interface Images {

    /** Largest encoded image. A larger one is answered with 413. */
    @WithDefault("20M")
    @MemorySizeRange(max = 512L * 1024 * 1024)
    MemorySize maxSize();

    /** Largest width and height of an image in pixels. */
    @WithDefault("16384")
    @Min(1)
    int maxSide();

    /** Largest width times height of an image in pixels. */
    @WithDefault("50000000")
    @Min(1)
    long maxPixels();
  }

  /** Requests by topic. */
  interface Requests {

    /**
     * Consumer group that reads {@code detection-requests}. Services of the same group share the
     * requests.
     */
    @WithDefault("boxstream-inference")
    @NotBlank
    String group();

    /** Most requests of one poll. Up to twice as many are under way. */
    @WithDefault("32")
    @Min(1)
    int maxPollRecords();

    /**
     * How often a request is answered when a process dies. {@code at-least-once}: perhaps again,
     * and answers appear at once. {@code exactly-once}: answers and offsets are committed together
     * in transactions; readers need {@code isolation.level=read_committed}, and see answers a few
     * at a time.
     */
    @WithDefault("at-least-once")
    Delivery delivery();

    /**
     * With {@code exactly-once}: the {@code transactional.id} of this process, which no other one
     * that runs may have. A process that starts with the id of one that was killed ends its open
     * transaction at once. Not set: {@code boxstream-inference-} with a random UUID.
     */
    Optional<String> transactionalId();

    /**
     * With {@code exactly-once}: after this time the brokers abort the transaction of a process
     * that was killed. Readers wait for it until then.
     */
    @WithDefault("30s")
    @DurationMin(seconds = 1)
    Duration transactionTimeout();

    /**
     * Topics that a request may name in its header {@code reply-topic}, separated by commas: names,
     * or how names start followed by {@code *}. Boxstream's own topics are never among them. Not
     * set: none, and every answer goes to {@code detections}.
     */
    Optional<List<String>> replyTopics();

    /** Images that requests refer to. */
    References references();
  }

  /** Images that requests refer to. */
  interface References {

    /**
     * Folders of the object store whose objects a request may name in its header {@code
     * image-reference}, as {@code store:KEY}: {@code requests/}. Not set: none.
     */
    Optional<List<@NotBlank String>> storeFolders();

    /**
     * Hosts with public addresses that images may be fetched from when a request names their
     * address in its header {@code image-reference}: {@code images.example.org} for ports 80 and
     * 443, or {@code images.example.org:9000}. Not set: none.
     */
    Optional<List<@NotBlank String>> allowedHosts();

    /**
     * Hosts that images may be fetched from although their addresses are private: {@code
     * minio.internal:9000}.
     */
    Optional<List<@NotBlank String>> privateHosts();

    /** How long the fetch of an image may take, with redirects. */
    @WithDefault("10s")
    @DurationMin(millis = 1)
    Duration timeout();

    /**
     * How long a request waits, and those behind it in its partition with it, for a store or a
     * server that does not answer, before it becomes a dead letter.
     */
    @WithDefault("5m")
    @DurationMin(millis = 1)
    Duration patience();
  }

  /** How often a request is answered. */
  enum Delivery {
    /** Once, and perhaps again after a failure. */
    AT_LEAST_ONCE,
    /** Once, for readers of committed records. */
    EXACTLY_ONCE
  }

  /** Requests by HTTP. */
  interface Http {

    /**
     * Images of HTTP requests that are processed at the same time. A further one is answered with
     * 429.
     */
    @WithDefault("64")
    @Min(1)
    int maxInFlight();

    /** Most images of one request: of a form, or of an inference request of {@code /v2}. */
    @WithDefault("16")
    @Min(1)
    @Max(1000)
    int maxImages();

    /**
     * Longest body of a request that may have several images. A longer one is answered with 413.
     */
    @WithDefault("32M")
    @MemorySizeRange(max = 1024L * 1024 * 1024)
    MemorySize maxRequestSize();

    /**
     * Memory for bodies of requests that may have several images. While they are worked on, they
     * need about twice that. A further one is answered with 429. At least {@code max-request-size}
     * counts.
     */
    @WithDefault("128M")
    @MemorySizeRange
    MemorySize memory();

    /** How long an HTTP request waits for its result before it is answered with 503. */
    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration timeout();
  }

  /** Following the promotion chain. */
  interface Promotions {

    /**
     * How often the promotion chain in the object store is read in case a notification was lost.
     */
    @WithDefault("15s")
    @DurationMin(millis = 1)
    Duration poll();

    /**
     * Delay after the first failure to read the promotion chain or to load a model. It doubles with
     * each further failure.
     */
    @WithDefault("1s")
    @DurationMin(millis = 1)
    Duration retryInitial();

    /** Longest delay between two attempts. Must not be shorter than the first. */
    @WithDefault("1m")
    @DurationMin(millis = 1)
    Duration retryMaximum();
  }

  /** Images of requests that are published because they are worth labelling. */
  interface HardExamples {

    /**
     * Most images of requests that are published to {@code hard-examples} in an hour, with their
     * bytes. 0 turns the search off.
     */
    @WithDefault("10")
    @Min(0)
    @Max(100_000)
    int perHour();

    /** How long images compete before the hardest of them are published. */
    @WithDefault("5m")
    @DurationMin(millis = 1)
    Duration window();

    /**
     * Lowest score of an image that is published, from 0 to 1. One box whose score is at its
     * threshold makes a score of 0.2, four of them 0.5.
     */
    @WithDefault("0.1")
    @DecimalMin("0")
    @DecimalMax("1")
    double minimumScore();

    /**
     * Memory for encoded images: a quarter for those that wait to be looked at, a quarter for those
     * that compete, half for the latest ones, which are looked at again after a swap of the model.
     */
    @WithDefault("64M")
    @MemorySizeRange(min = 1024)
    MemorySize memory();
  }
}
