package io.boxstream.local.crash;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The services that the command line asks for the data set, promotions and detections. */
final class Services implements AutoCloseable {

  private final Map<String, RunningService> running = new LinkedHashMap<>();

  private Services() {}

  static Services none() {
    return new Services();
  }

  /** Starts them together and waits until they are ready. */
  static Services start(Surroundings surroundings) throws IOException {
    Services services = new Services();
    try {
      for (String name : new String[] {"ingest", "evaluator", "inference"}) {
        services.running.put(name, surroundings.start(name + "-service"));
      }
      services.running.values().forEach(RunningService::awaitReady);
      return services;
    } catch (IOException | RuntimeException | Error failure) {
      services.close();
      throw failure;
    }
  }

  RunningService ingest() {
    return running.get("ingest");
  }

  RunningService evaluator() {
    return running.get("evaluator");
  }

  RunningService inference() {
    return running.get("inference");
  }

  /** Their addresses as variables of the command line. */
  Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    running.forEach(
        (name, service) ->
            addresses.put(
                "BOXSTREAM_" + name.toUpperCase(Locale.ROOT) + "_URL",
                service.address("").toString()));
    return addresses;
  }

  /** Kills them. */
  @Override
  public void close() {
    running.values().forEach(RunningService::close);
  }
}
