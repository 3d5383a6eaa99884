package io.boxstream.console.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configuration of the console. */
@ConfigMapping(prefix = "boxstream.console")
public interface ConsoleConfig {

  /** The services that the console asks. */
  Services services();

  /** The services that the console asks. */
  interface Services {

    /** Address of ingest-service, {@code http(s)://host:port}. */
    @WithDefault("http://127.0.0.1:8081")
    @NotNull
    URI ingest();

    /** Address of trainer-service, {@code http(s)://host:port}. */
    @WithDefault("http://127.0.0.1:8082")
    @NotNull
    URI trainer();

    /** Address of evaluator-service, {@code http(s)://host:port}. */
    @WithDefault("http://127.0.0.1:8083")
    @NotNull
    URI evaluator();

    /** Address of inference-service, {@code http(s)://host:port}. */
    @WithDefault("http://127.0.0.1:8084")
    @NotNull
    URI inference();

    /**
     * PEM file of the authorities that may sign the certificates of services over HTTPS, one or
     * more. Those that Java trusts are not trusted beside them. It is read again when it changes.
     * Not set: those that Java trusts.
     */
    Optional<Path> certificateAuthority();

    /** How long a service may take to accept a connection. */
    @WithDefault("2s")
    @NotNull
    @DurationMin(millis = 1)
    @DurationMax(minutes = 1)
    Duration connectTimeout();

    /**
     * How long a connection to a service may be without a byte in either direction, for example
     * while it works on an answer. Then the request fails.
     */
    @WithDefault("5m")
    @NotNull
    @DurationMin(seconds = 1)
    @DurationMax(days = 1)
    Duration answerTimeout();
  }
}
