package io.boxstream.rest.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hibernate.validator.constraints.time.DurationMin;

/** Who may send requests. */
@ConfigMapping(prefix = "boxstream.access")
public interface AccessConfiguration {

  /**
   * Names and addresses of this machine that requests may be for, beside {@code localhost},
   * 127.0.0.0/8 and {@code [::1]}; without ports, IPv6 addresses in brackets.
   */
  Optional<List<@NotBlank String>> hosts();

  /**
   * File of API keys, which {@code boxstream keys} changes. With it every request needs a key, but
   * for health and webhooks, and the service may listen on any address.
   */
  Optional<Path> keysFile();

  /** Tokens of an OpenID provider, beside keys or instead of them. */
  Tokens tokens();

  /** How many requests one caller may send. */
  Rates rates();

  /**
   * Whether everyone who reaches the service may do everything. Without it, the service listens on
   * loopback addresses only.
   */
  @WithDefault("false")
  boolean unprotected();

  /** Which JSON Web Tokens are accepted, and what they allow. */
  interface Tokens {

    /**
     * Issuer that a token must name ({@code iss}), letter for letter. Without it no token is
     * accepted.
     */
    Optional<String> issuer();

    /** Audience that a token must be for ({@code aud}); needed with an issuer. */
    Optional<String> audience();

    /**
     * Address of the provider's keys: the {@code jwks_uri} of its discovery document. Keys that the
     * provider adds are found when a token names one, at most once a minute. Needed with an issuer.
     */
    Optional<URI> keySet();

    /**
     * Claim with the scopes, as a list or separated by spaces; {@code /} leads into objects, as in
     * {@code resource_access/boxstream/roles}.
     */
    @WithDefault("scope")
    @NotBlank
    String scopeClaim();

    /** What scopes begin with in the claim, as in {@code boxstream:read}; the rest is ignored. */
    Optional<String> scopePrefix();

    /** Difference between the clocks of provider and service that is tolerated. */
    @WithDefault("30s")
    @DurationMin(seconds = 0)
    Duration clockSkew();

    /** Whether any token is accepted, or somebody tried to configure that. */
    default boolean areAccepted() {
      return issuer().isPresent() || audience().isPresent() || keySet().isPresent();
    }
  }

  /** The kinds of requests that have rates. */
  interface Rates {

    /** Detections. */
    Rate detections();

    /** Images, archives and other changes of the data set. */
    Rate uploads();
  }

  /** A rate of requests. A caller who was idle may send the requests of a minute at once. */
  interface Rate {

    /** Requests a minute of one key or token. Not set: no limit. */
    OptionalInt perKey();

    /** Requests a minute from one address, which may be that of a proxy. Not set: no limit. */
    OptionalInt perAddress();
  }
}
