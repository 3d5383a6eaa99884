package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * What a service has done since it started.
 *
 * @param requests that it has answered, without those for its health and its meters
 * @param processors the time of processors that it took
 */
record ServiceUse(double requests, Duration processors) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String METER = "http_server_requests_seconds_count";

  ServiceUse {
    requireNonNull(processors, "processors");
  }

  /** Until now. */
  static ServiceUse of(RunningService service) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(service.address().resolve("/q/metrics")).build();
    double requests =
        CLIENT
            .send(request, BodyHandlers.ofString())
            .body()
            .lines()
            .filter(line -> line.startsWith(METER))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    return new ServiceUse(requests, service.process().used());
  }

  /** Since then. */
  ServiceUse since(ServiceUse earlier) {
    return new ServiceUse(requests - earlier.requests, processors.minus(earlier.processors));
  }

  void print(String name, double seconds, Measurements figures) {
    figures.add(name + ".requests", requests / seconds, "requests/s");
    figures.add(name + ".processors", processors.toNanos() / 1e9 / seconds, "processors");
  }
}
