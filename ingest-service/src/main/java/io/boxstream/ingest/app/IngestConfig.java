package io.boxstream.ingest.app;

import io.boxstream.ingest.intake.NearDuplicatePolicy;
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
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hibernate.validator.constraints.time.DurationMin;

/** Everything that can be configured in the ingest service, beside the broker and the HTTP port. */
@ConfigMapping(prefix = "boxstream")
public interface IngestConfig {

  /** A record of the log may have 2 MiB; the labels need room beside the image. */
  long LARGEST_INLINE = 1024 * 1024;

  /** Some images are in memory at once. */
  long LARGEST_IMAGE = 512L * 1024 * 1024;

  /** Folder for archives that wait to be imported and for the index of the topics. */
  @WithDefault("boxstream-state/ingest")
  @NotNull
  Path workDirectory();

  /** The object store. */
  StoreConfiguration store();

  /** Labels, images and archives. */
  Ingest ingest();

  /** What is taken in, and how. */
  interface Ingest {

    /**
     * Labels that are accepted, separated by commas. An image with another label is rejected. Not
     * set: every label is accepted.
     */
    Optional<List<@NotBlank String>> classes();

    /**
     * Largest image that is sent inside its Kafka record. A larger image is put into the object
     * store.
     */
    @WithDefault("512K")
    @NotNull
    @MemorySizeRange(max = LARGEST_INLINE)
    MemorySize inlineLimit();

    /**
     * How long a request waits for Kafka to acknowledge a record before it is answered with 503.
     */
    @WithDefault("10s")
    @NotNull
    @DurationMin(millis = 1)
    Duration acknowledgementTimeout();

    /** How long a request waits for the object store before it is answered with 503. */
    @WithDefault("10s")
    @NotNull
    @DurationMin(millis = 1)
    Duration storeTimeout();

    /** What labels may look like. */
    Labels labels();

    /** Images that look nearly the same as another. */
    NearDuplicates nearDuplicates();

    /** What one image may cost. */
    Image image();

    /** What one archive may hold. */
    Archive archive();

    /** How archives are worked through. */
    Imports imports();

    /** Webhooks of labelling tools. */
    WebhookConfig webhooks();
  }

  /** New images that look nearly the same as an image of the data set. */
  interface NearDuplicates {

    /**
     * {@code follow} puts a new image into the split of the image that it looks like, unless its
     * data set or its sender names a split. {@code strict} also rejects an image whose named split
     * would leak. {@code off} only lists it as a suspect.
     */
    @WithDefault("follow")
    @NotNull
    NearDuplicatePolicy policy();

    /** Bits of 64 in which the perceptual hashes of two such images differ at most. */
    @WithDefault("6")
    @Min(0)
    @Max(7)
    int distance();
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

    /** Largest encoded image. A larger one is rejected. */
    @WithDefault("20M")
    @NotNull
    @MemorySizeRange(max = LARGEST_IMAGE)
    MemorySize maxBytes();

    /** Largest width and height of an image in pixels. */
    @WithDefault("16384")
    @Min(1)
    int maxSide();

    /**
     * Largest width times height of an image. Each pixel takes three bytes of memory while the
     * image is checked.
     */
    @WithDefault("50000000")
    @Min(1)
    long maxPixels();
  }

  /** Checked before anything of an archive is unpacked. */
  interface Archive {

    /** Largest archive. */
    @WithDefault("4G")
    @NotNull
    @MemorySizeRange
    MemorySize maxBytes();

    /** Largest sum of the unpacked sizes of all entries of an archive. */
    @WithDefault("16G")
    @NotNull
    @MemorySizeRange
    MemorySize maxUnpacked();

    /** Most entries of an archive. */
    @WithDefault("200000")
    @Min(1)
    int maxEntries();

    /** Highest compression ratio (unpacked by packed bytes) of an entry larger than 1 MiB. */
    @WithDefault("200")
    @Min(1)
    int maxRatio();
  }

  /** The work behind {@code POST /v1/imports}. */
  interface Imports {

    /** Threads that decode images of archives. Not set: as many as processors. */
    @Min(1)
    OptionalInt parallelism();

    /** Most images that are decoded or sent and that Kafka has not acknowledged yet. */
    @WithDefault("1000")
    @Min(1)
    @Max(100000)
    int unacknowledgedImages();

    /** Most bytes of those images. A larger image is imported alone. */
    @WithDefault("16M")
    @NotNull
    @MemorySizeRange
    MemorySize unacknowledgedBytes();

    /** Most imports that run, wait or are being sent. A further one is answered with 429. */
    @WithDefault("16")
    @Min(1)
    @Max(1000)
    int waiting();

    /**
     * Longest delay between two attempts while Kafka or the object store is unavailable or the disk
     * is full.
     */
    @WithDefault("15s")
    @NotNull
    @DurationMin(millis = 1)
    Duration longestWait();
  }
}
