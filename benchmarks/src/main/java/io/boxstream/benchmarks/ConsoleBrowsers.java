package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What browsers cost the services: all of them run and are in use while no browser, one, and 50
 * have a page open. The browsers are clients that listen to the stream and send the requests that
 * pages send. Requests a second and processors of each service.
 *
 * @param programs what is started
 */
record ConsoleBrowsers(ConsolePrograms programs) implements Benchmark {

  private static final List<Integer> BROWSERS = List.of(0, 1, 50);
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration MEASURED = Duration.ofSeconds(60);
  private static final double NANOS = 1e9;

  ConsoleBrowsers {
    requireNonNull(programs, "programs");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    try (ConsoleCluster cluster = ConsoleCluster.startAll(programs)) {
      TrainedSystem system = TrainedSystem.of(cluster);
      try (LiveTraffic traffic =
          LiveTraffic.start(
              cluster.imports().bootstrapServers(),
              system,
              cluster.imports().ingestAddress(),
              false)) {
        for (int browsers : BROWSERS) {
          measure(cluster, browsers, figures);
          traffic.check();
        }
      }
    }
  }

  private static void measure(ConsoleCluster cluster, int count, Measurements figures)
      throws Exception {
    List<OpenPage> pages = new ArrayList<>();
    PageClient client = new PageClient(cluster.console().address());
    try {
      for (int number = 0; number < count; number++) {
        OpenPage.Kind[] kinds = OpenPage.Kind.values();
        pages.add(OpenPage.open(client, kinds[number % kinds.length]));
      }
      Thread.sleep(WARM_UP.toMillis());
      Map<String, ServiceUse> before = use(cluster);
      long requests = client.requests();
      long events = client.events();
      long start = System.nanoTime();
      Thread.sleep(MEASURED.toMillis());
      double seconds = (System.nanoTime() - start) / NANOS;
      Map<String, ServiceUse> after = use(cluster);
      String name = Integer.toString(count);
      figures.add(name + ".sent.requests", (client.requests() - requests) / seconds, "requests/s");
      figures.add(name + ".received.events", (client.events() - events) / seconds, "events/s");
      figures.add(name + ".failed", client.failures(), "requests");
      for (var service : after.entrySet()) {
        service
            .getValue()
            .since(before.get(service.getKey()))
            .print(name + "." + service.getKey(), seconds, figures);
      }
    } finally {
      pages.forEach(OpenPage::close);
      client.close();
    }
  }

  private static Map<String, ServiceUse> use(ConsoleCluster cluster) throws Exception {
    Map<String, ServiceUse> use = new LinkedHashMap<>();
    for (var service : cluster.services().entrySet()) {
      use.put(service.getKey(), ServiceUse.of(service.getValue()));
    }
    use.put("broker", new ServiceUse(0, cluster.imports().usedByBrokers()));
    return use;
  }
}
