package io.boxstream.local.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of a run, all on 127.0.0.1. Those of Prometheus and Grafana are used with {@code
 * --dashboards} only.
 */
public record Ports(
    int ingest,
    int trainer,
    int evaluator,
    int inference,
    int broker,
    int controller,
    int store,
    int prometheus,
    int grafana,
    int console) {

  private static final int COUNT = 10;
  private static final int HIGHEST = 65_535;

  /**
   * 8081 to 8084 for the services, 9092 and 9093 for the broker, 9000 for the store, 9090 for
   * Prometheus, 3000 for Grafana, 8080 for the console.
   */
  public static Ports standard() {
    return new Ports(8081, 8082, 8083, 8084, 9092, 9093, 9000, 9090, 3000, 8080);
  }

  /**
   * Ten ports after {@code base}: the services take base+1 to base+4, the broker base+5 and its
   * controller base+6, the store base+7, Prometheus base+8, Grafana base+9 and the console base+10.
   *
   * @throws IllegalArgumentException if they are not all ports
   */
  public static Ports from(int base) {
    if (base < 1023 || base + COUNT > HIGHEST) {
      throw new IllegalArgumentException(
          "--port-base must be from 1023 to " + (HIGHEST - COUNT) + ", not " + base);
    }
    return new Ports(
        base + 1, base + 2, base + 3, base + 4, base + 5, base + 6, base + 7, base + 8, base + 9,
        base + 10);
  }

  /**
   * The ports by the name of who listens there.
   *
   * @param dashboards whether Prometheus and Grafana do
   */
  public Map<String, Integer> byName(boolean dashboards) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("ingest-service", ingest);
    ports.put("trainer-service", trainer);
    ports.put("evaluator-service", evaluator);
    ports.put("inference-service", inference);
    ports.put("console", console);
    ports.put("broker", broker);
    ports.put("broker's controller", controller);
    ports.put("store", store);
    if (dashboards) {
      ports.put("prometheus", prometheus);
      ports.put("grafana", grafana);
    }
    return ports;
  }
}
