package io.boxstream.cli.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.cli.client.ServiceClient.Health;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * What a service does.
 *
 * @param service short name of the service
 * @param address where it is
 * @param health how it is
 * @param text what it does, for people
 * @param details the same for programs
 */
public record ServiceStatus(
    String service, URI address, Health health, String text, ObjectNode details) {

  public ServiceStatus {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(health, "health");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(details, "details");
  }

  /** The health in a word or two. */
  public String state() {
    return switch (health) {
      case READY -> "up";
      case NOT_READY -> "not ready";
      case ABSENT -> "no answer";
    };
  }

  /** The status as JSON. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("address", address.toString());
    json.put("health", health.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return json.setAll(details);
  }
}
