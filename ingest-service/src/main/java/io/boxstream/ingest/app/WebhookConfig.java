package io.boxstream.ingest.app;

import io.boxstream.ingest.webhooks.tool.CvatStage;
import io.boxstream.rest.config.MemorySizeRange;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Webhooks of labelling tools. */
public interface WebhookConfig {

  /**
   * Hosts with public addresses that images may be fetched from, beside the tools themselves:
   * {@code images.example.org} for ports 80 and 443, or {@code images.example.org:9000}.
   */
  Optional<List<@NotBlank String>> allowedHosts();

  /**
   * Hosts that images may be fetched from although their addresses are private: {@code
   * minio.internal:9000}.
   */
  Optional<List<@NotBlank String>> privateHosts();

  /** Largest body of a delivery. */
  @WithDefault("8M")
  @NotNull
  @MemorySizeRange(max = 256L * 1024 * 1024)
  MemorySize maxBytes();

  /** Most deliveries that wait. A further one is answered with 503. */
  @WithDefault("10000")
  @Min(1)
  @Max(1000000)
  int waiting();

  /** Most bytes of the deliveries that wait, on disk. A further one is answered with 503. */
  @WithDefault("1G")
  @NotNull
  @MemorySizeRange
  MemorySize waitingBytes();

  /** How long the fetch of an image or of a document of a tool may take, with redirects. */
  @WithDefault("30s")
  @NotNull
  @DurationMin(millis = 1)
  Duration fetchTimeout();

  /** Longest delay between two attempts to apply a delivery. */
  @WithDefault("5m")
  @NotNull
  @DurationMin(millis = 1)
  Duration longestWait();

  /** Age at which a delivery fails because its tool or its image is still unavailable. */
  @WithDefault("24h")
  @NotNull
  @DurationMin(millis = 1)
  Duration giveUpAfter();

  /** Label Studio. */
  LabelStudioWebhook labelStudio();

  /** CVAT. */
  CvatWebhook cvat();

  /** The webhook of Label Studio. */
  interface LabelStudioWebhook {

    /** Secret in a header of each delivery. Not set: deliveries are answered with 403. */
    Optional<String> secret();

    /**
     * Name of the header with the secret. In {@code Authorization}, {@code Bearer} may precede it.
     */
    @WithDefault("Authorization")
    @NotBlank
    String secretHeader();

    /**
     * Address of Label Studio, {@code https://labels.example.org}. Images that were uploaded to it
     * are fetched from there; its host may have private addresses.
     */
    Optional<URI> baseUrl();

    /** Legacy token or personal access token of Label Studio, to fetch images from it. */
    Optional<String> token();
  }

  /** The webhook of CVAT. */
  interface CvatWebhook {

    /** Secret that signs each delivery. Not set: deliveries are answered with 403. */
    Optional<String> secret();

    /**
     * Address of CVAT, {@code https://cvat.example.org}. Jobs, labels and images are fetched from
     * there; its host may have private addresses.
     */
    Optional<URI> baseUrl();

    /** Personal access token or legacy API key of CVAT, which may read the projects. */
    Optional<String> token();

    /** First stage whose completed jobs are taken; {@code annotation} takes them in every stage. */
    @WithDefault("annotation")
    @NotNull
    CvatStage stage();
  }
}
