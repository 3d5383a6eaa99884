package io.boxstream.ingest.app;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Everything that can be configured in the ingest service, beside the broker and the HTTP port. */
@ConfigMapping(prefix = "boxstream")
public interface IngestConfig {

  /** Where archives wait, and where the index of the log is kept. */
  @WithDefault("boxstream-state/ingest")
  @NotNull
  Path workDirectory();

  /** The object store. */
  Store store();

  /** Labels, images and archives. */
  Ingest ingest();

  /** The S3-compatible object store. */
  interface Store {

    /** Address, {@code http(s)://host:port}. */
    @WithDefault("http://127.0.0.1:9000")
    @NotNull
    URI endpoint();

    /** Name of the credentials. */
    @NotBlank
    String accessKey();

    /** Secret of the credentials. */
    @NotBlank
    String secretKey();

    /** Bucket of all Boxstream objects; made when it is absent. */
    @WithDefault("boxstream")
    @NotBlank
    String bucket();
  }

  /** What is taken in, and how. */
  interface Ingest {

    /** The labels that are known; every label is taken where this is not set. */
    Optional<List<@NotBlank String>> classes();

    /** Largest image that travels inside its record, at most 1 MiB; larger ones go by the store. */
    @WithDefault("512K")
    @NotNull
    MemorySize inlineLimit();

    /** How long a request waits for the log's acknowledgement. */
    @WithDefault("10S")
    @NotNull
    Duration acknowledgementTimeout();

    /** How long a request waits for the object store. */
    @WithDefault("10S")
    @NotNull
    Duration storeTimeout();

    /** What labels may look like. */
    Labels labels();

    /** What one image may cost. */
    Image image();

    /** What one archive may hold. */
    Archive archive();

    /** How archives are worked through. */
    Imports imports();
  }

  /** Boxes that extend over the border of their image by more than a pixel. */
  interface Labels {

    /** {@code clip} cuts them at the border, {@code strict} rejects their image. */
    @WithDefault("clip")
    @NotNull
    OutsidePolicy outsideBoxes();

    /**
     * Least share of a box's area inside the image for it to be clipped; the image is rejected
     * where less is inside.
     */
    @WithDefault("0.5")
    @DecimalMin(value = "0", inclusive = false)
    @DecimalMax("1")
    double minimumInside();
  }

  /** What happens to boxes that extend over the border of their image. */
  enum OutsidePolicy {
    CLIP,
    STRICT
  }

  /** Checked before an image is decoded. */
  interface Image {

    /** Most bytes of an encoded image. */
    @WithDefault("20M")
    @NotNull
    MemorySize maxBytes();

    /** Most pixels of a side. */
    @WithDefault("16384")
    @Min(1)
    int maxSide();

    /** Most pixels; each takes three bytes while the image is looked at. */
    @WithDefault("50000000")
    @Min(1)
    long maxPixels();
  }

  /** Checked before anything of an archive is unpacked. */
  interface Archive {

    /** Most bytes of an archive. */
    @WithDefault("4G")
    @NotNull
    MemorySize maxBytes();

    /** Most bytes of all its entries, unpacked. */
    @WithDefault("16G")
    @NotNull
    MemorySize maxUnpacked();

    /** Most entries. */
    @WithDefault("200000")
    @Min(1)
    int maxEntries();

    /** Most unpacked bytes per packed byte of an entry above 1 MiB. */
    @WithDefault("200")
    @Min(1)
    int maxRatio();
  }

  /** The work behind {@code POST /v1/imports}. */
  interface Imports {

    /** Threads that decode images; as many as there are processors where not set. */
    OptionalInt parallelism();

    /** Most images that are decoded or sent and not acknowledged by the log yet. */
    @WithDefault("1000")
    @Min(1)
    @Max(100000)
    int unacknowledgedImages();

    /** Most bytes of those images; a larger image is taken in alone. */
    @WithDefault("16M")
    @NotNull
    MemorySize unacknowledgedBytes();

    /** Most imports at work or waiting. */
    @WithDefault("16")
    @Min(1)
    @Max(1000)
    int waiting();

    /** Longest wait between two tries while broker or store is away or the disk is full. */
    @WithDefault("15S")
    @NotNull
    Duration longestWait();
  }
}
