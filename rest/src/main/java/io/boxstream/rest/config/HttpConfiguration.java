package io.boxstream.rest.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long clients may take, and where their bodies wait. */
@ConfigMapping(prefix = "boxstream.http")
public interface HttpConfiguration {

  /**
   * How long a connection may take until it has sent the next complete head of a request, from its
   * start, with the TLS handshake, or from the end of the last answer. Then it is closed.
   */
  @WithDefault("1m")
  @NotNull
  @DurationMin(millis = 1)
  Duration headTimeout();

  /**
   * Bytes a second that a client must send of a body and take of an answer, while the service waits
   * for it. A slower client is answered with 408, or cut off if its answer has begun. 0: no
   * minimum.
   */
  @WithDefault("1K")
  @NotNull
  MemorySize minimumRate();

  /** Time over which the rate of a client is measured. */
  @WithDefault("20s")
  @NotNull
  @DurationMin(millis = 100)
  Duration rateWindow();

  /**
   * Memory for bodies of all requests. A body that has more than a sixteenth of it, or finds it
   * taken, is kept in a file in {@code quarkus.http.body.uploads-directory} until it is complete.
   */
  @WithDefault("32M")
  @NotNull
  MemorySize bodyMemory();
}
