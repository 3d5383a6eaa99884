package io.boxstream.console.health;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.console.Service;
import io.boxstream.console.answers.ServiceAnswer;
import io.boxstream.console.answers.ServiceReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Asks a service for its health, which everyone may do. */
public final class ServiceProbe implements Probe {
  private static final String TARGET = "/q/health";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MOST_CHECKS = 50;
  private static final int MOST_DATA = 50;
  private static final int LONGEST_TEXT = 500;

  private final Service service;
  private final ServiceReader services;
  private final ObjectMapper mapper;

  public ServiceProbe(Service service, ServiceReader services, ObjectMapper mapper) {
    this.service = requireNonNull(service, "service");
    this.services = requireNonNull(services, "services");
    this.mapper = requireNonNull(mapper, "mapper");
  }

  @Override
  public CompletableFuture<Optional<Observation>> observe() {
    return services
        .get(service, TARGET, Optional.empty(), TIMEOUT)
        .thenApply(answer -> Optional.of(read(answer)));
  }

  private Observation read(ServiceAnswer answer) {
    try {
      JsonNode health = mapper.readTree(answer.body());
      if (health != null && health.path("status").isTextual()) {
        boolean up = answer.status() == 200 && health.path("status").asText().equals("UP");
        return new Observation(up ? HealthState.UP : HealthState.DOWN, checks(health));
      }
    } catch (IOException e) {
      // Something else answers at its address.
    }
    return new Observation(
        HealthState.DOWN,
        List.of(
            new HealthCheck(
                "health",
                "DOWN",
                Map.of("answer", "%d, not a health".formatted(answer.status())))));
  }

  private static List<HealthCheck> checks(JsonNode health) {
    List<HealthCheck> checks = new ArrayList<>();
    for (JsonNode check : health.path("checks")) {
      if (checks.size() < MOST_CHECKS) {
        checks.add(
            new HealthCheck(
                text(check.path("name")), text(check.path("status")), data(check.path("data"))));
      }
    }
    return checks;
  }

  private static Map<String, String> data(JsonNode data) {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> value : data.properties()) {
      if (values.size() < MOST_DATA) {
        values.put(value.getKey(), text(value.getValue()));
      }
    }
    return values;
  }

  private static String text(JsonNode value) {
    String text = value.isValueNode() ? value.asText() : value.toString();
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
