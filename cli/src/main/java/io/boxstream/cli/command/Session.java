package io.boxstream.cli.command;

import io.boxstream.cli.client.Addresses;
import io.boxstream.cli.client.Connections;
import io.boxstream.cli.client.RetryPolicy;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.client.Time;
import io.boxstream.cli.output.Console;
import io.boxstream.cli.output.Progress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** One execution of a command. */
final class Session {

  private static final String KEY = "BOXSTREAM_API_KEY";

  private final Host host;
  private final CommonOptions options;
  private final HttpClient http;

  Session(Host host, CommonOptions options) {
    this.host = Objects.requireNonNull(host, "host");
    this.options = Objects.requireNonNull(options, "options");
    this.http = Connections.client(host.variables());
  }

  Console console() {
    return host.console();
  }

  Time time() {
    return host.time();
  }

  String user() {
    return host.user();
  }

  /** A variable of the environment; empty if it is not set. */
  String variable(String name) {
    return host.variables().getOrDefault(name, "");
  }

  boolean json() {
    return options.json();
  }

  Interruption interruption() {
    return host.interruption();
  }

  Progress progress() {
    return new Progress(host.console(), host.time()::nanos);
  }

  /**
   * A client that repeats requests for the time that the user allows.
   *
   * @param option value of the service's option; null if it was not given
   */
  ServiceClient client(Service service, String option) {
    RetryPolicy policy =
        new RetryPolicy(Duration.ofSeconds(options.timeout()), host.time(), host.console()::say);
    return client(service, option, policy);
  }

  /** A client that sends each request once. */
  ServiceClient impatientClient(Service service, String option) {
    return client(service, option, RetryPolicy.never(host.time()));
  }

  private ServiceClient client(Service service, String option, RetryPolicy policy) {
    Addresses addresses =
        new Addresses(option == null ? Map.of() : Map.of(service, option), host.variables());
    return new ServiceClient(service, addresses.of(service), http, policy, variable(KEY).strip());
  }
}
