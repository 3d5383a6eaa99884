package io.boxstream.inference.app;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/** Configuration of the inference service. */
@ConfigMapping(prefix = "boxstream")
public interface InferenceConfiguration {

  /** Name of the model whose promotions are followed. */
  @WithDefault("detector")
  @NotBlank
  String model();

  /** Where parameters are kept on this machine. */
  @WithDefault("boxstream-state/inference")
  Path workDirectory();

  /** The object store with checkpoints and promotions. */
  Store store();

  /** Serving. */
  Inference inference();

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

  /** Serving. */
  interface Inference {

    /**
     * Boxes with a lower score are left out of results. The default is low so that an average
     * precision can be computed from them; HTTP requests may name another.
     */
    @WithDefault("0.05")
    @DecimalMin("0")
    @DecimalMax("1")
    double threshold();

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
  }

  /** Batches. */
  interface Batches {

    /**
     * Most images of one batch. The engine runs batches of 1, 2, 4 and so on, with memory planned
     * for each: more help on a GPU, and cost memory.
     */
    @WithDefault("4")
    @Min(1)
    int maximum();

    /**
     * How long a batch that is not full waits for more images. While the engine is busy batches
     * fill by themselves.
     */
    @WithDefault("0ms")
    Duration linger();

    /**
     * Batches that the engine works on at once, each with its share of {@code OMP_NUM_THREADS}. By
     * default as many as that if {@code MXNET_ENGINE_TYPE} is {@code NaiveEngine}, else one.
     */
    OptionalInt instances();

    /** Decoded images that may wait for the engine. */
    @WithDefault("128M")
    MemorySize queueMemory();

    /** Threads that decode; as many as processors by default. */
    OptionalInt decoders();
  }

  /** Images that are taken. */
  interface Images {

    /** Largest file. */
    @WithDefault("20M")
    MemorySize maxSize();

    /** Largest width or height in pixels. */
    @WithDefault("16384")
    @Min(1)
    int maxSide();

    /** Largest width times height in pixels. */
    @WithDefault("50000000")
    @Min(1)
    long maxPixels();
  }

  /** Requests by topic. */
  interface Requests {

    /** Consumer group whose members share the requests. */
    @WithDefault("boxstream-inference")
    @NotBlank
    String group();

    /** Most requests of one poll: they are answered and committed together. */
    @WithDefault("32")
    @Min(1)
    int maxPollRecords();
  }

  /** Requests by HTTP. */
  interface Http {

    /** Requests that may be under way; more are refused with 503. */
    @WithDefault("64")
    @Min(1)
    int maxInFlight();

    /** How long a request may wait for its answer before it is refused with 503. */
    @WithDefault("30s")
    Duration timeout();
  }

  /** Following the promotion chain. */
  interface Promotions {

    /** How often the chain is read in case a notification was lost. */
    @WithDefault("15s")
    Duration poll();

    /** Wait after a first failure to read the chain or to load a promotion; it doubles. */
    @WithDefault("1s")
    Duration retryInitial();

    /** Longest wait after failures. */
    @WithDefault("1m")
    Duration retryMaximum();
  }
}
