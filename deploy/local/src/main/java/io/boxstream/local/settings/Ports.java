package io.boxstream.local.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ports of a run, all on 127.0.0.1. */
public record Ports(
    int ingest, int trainer, int evaluator, int inference, int broker, int controller, int store) {

  private static final int COUNT = 7;
  private static final int HIGHEST = 65_535;

  /** 8081 to 8084 for the services, 9092 and 9093 for the broker, 9000 for the store. */
  public static Ports standard() {
    return new Ports(8081, 8082, 8083, 8084, 9092, 9093, 9000);
  }

  /**
   * Seven ports after {@code base}: the services take base+1 to base+4, the broker base+5 and its
   * controller base+6, the store base+7.
   *
   * @throws IllegalArgumentException if they are not all ports
   */
  public static Ports from(int base) {
    if (base < 1023 || base + COUNT > HIGHEST) {
      throw new IllegalArgumentException(
          "--port-base must be from 1023 to " + (HIGHEST - COUNT) + ", not " + base);
    }
    return new Ports(base + 1, base + 2, base + 3, base + 4, base + 5, base + 6, base + 7);
  }

  /** The ports by the name of who listens there. */
  public Map<String, Integer> byName() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("ingest-service", ingest);
    ports.put("trainer-service", trainer);
    ports.put("evaluator-service", evaluator);
    ports.put("inference-service", inference);
    ports.put("broker", broker);
    ports.put("broker's controller", controller);
    ports.put("store", store);
    return ports;
  }
}
