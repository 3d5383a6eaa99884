package io.boxstream.cli.client;

import java.net.URI;
import java.util.Locale;

/** The services of Boxstream. */
public enum Service {
  INGEST(8081),
  TRAINER(8082),
  EVALUATOR(8083),
  INFERENCE(8084);

  private final int port;

  Service(int port) {
    this.port = port;
  }

  /** The short name: {@code ingest}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The full name: {@code ingest-service}. */
  public String title() {
    return label() + "-service";
  }

  /** The option that says where the service is. */
  public String option() {
    return "--" + label();
  }

  /** The environment variable that says where the service is. */
  public String variable() {
    return "BOXSTREAM_" + name() + "_URL";
  }

  /** The key in the configuration file that says where the service is. */
  public String key() {
    return label() + ".url";
  }

  /** Where a local run has the service. */
  public URI localAddress() {
    return URI.create("http://127.0.0.1:" + port);
  }
}
