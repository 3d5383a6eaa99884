package io.boxstream.console.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configuration of the console. */
@ConfigMapping(prefix = "boxstream.console")
public interface ConsoleConfig {

  /** The services that the console asks. */
  Services services();

  /** How long people stay signed in, where there are keys or tokens. */
  Session session();

  /** Where alerts come from. */
  Prometheus prometheus();

  /** Links that the page of operations shows, by name, for example to Grafana. */
  Map<String, URI> dashboards();

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
    Duration connectTimeout();

    /**
     * How long a connection to a service may be without a byte in either direction, for example
     * while it works on an answer. Then the request fails.
     */
    @WithDefault("5m")
    @NotNull
    @DurationMin(seconds = 1)
    Duration answerTimeout();
  }

  /** How long people stay signed in. */
  interface Session {

    /** Time without a request after which a session ends. */
    @WithDefault("2h")
    @NotNull
    @DurationMin(seconds = 1)
    Duration idleTimeout();

    /** Time after which a session ends in any case. */
    @WithDefault("12h")
    @NotNull
    @DurationMin(seconds = 1)
    Duration longest();

    /** Sessions at a time. One more ends the one that was not used for the longest time. */
    @WithDefault("10000")
    @Min(1)
    int most();
  }

  /** Where alerts come from. */
  interface Prometheus {

    /**
     * Address of Prometheus, {@code http(s)://host:port}, with a path if it is below one. Its
     * alerts that fire are shown on the overview. Not set: the overview has the console's own
     * checks only.
     */
    Optional<URI> address();

    /** Address at which people open Prometheus in a browser. Not set: the address. */
    Optional<URI> link();

    /** Name with which the console signs in to Prometheus. Not set: it does not. */
    Optional<String> user();

    /** File with the password of the user. It is read again for each request. */
    Optional<Path> passwordFile();

    /**
     * PEM file of the authorities that may sign the certificate of Prometheus over HTTPS. It is
     * read again when it changes. Not set: those that Java trusts.
     */
    Optional<Path> certificateAuthority();

    /** How often Prometheus is asked, once for all browsers. */
    @WithDefault("10s")
    @NotNull
    @DurationMin(seconds = 1)
    Duration interval();
  }
}
