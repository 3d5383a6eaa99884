package io.boxstream.console.health;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A check of a service.
 *
 * @param name of the check
 * @param status {@code UP} or {@code DOWN}
 * @param data what the check says beside, by name
 */
public record HealthCheck(String name, String status, Map<String, String> data) {

  public HealthCheck {
    requireNonNull(name, "name");
    requireNonNull(status, "status");
    data = Collections.unmodifiableMap(new TreeMap<>(data));
  }
}
