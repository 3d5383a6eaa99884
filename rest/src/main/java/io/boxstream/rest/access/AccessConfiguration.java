package io.boxstream.rest.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Optional;

/** Who may send requests. */
@ConfigMapping(prefix = "boxstream.access")
public interface AccessConfiguration {

  /**
   * Names and addresses of this machine that requests may be for, beside {@code localhost},
   * 127.0.0.0/8 and {@code [::1]}; without ports, IPv6 addresses in brackets.
   */
  Optional<List<@NotBlank String>> hosts();

  /**
   * Whether everyone who reaches the service may do everything. Without it, the service listens on
   * loopback addresses only.
   */
  @WithDefault("false")
  boolean unprotected();
}
