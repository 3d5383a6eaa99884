package io.boxstream.local.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key that can be configured.
 *
 * @param name of the property
 * @param type of the value, for a person
 * @param required whether the service does not start without a value
 * @param defaultValue what holds where the key is not set; empty where there is none
 * @param constraints what a value must fulfil
 * @param description what the key does
 */
record ConfigurationKey(
    String name,
    String type,
    boolean required,
    Optional<String> defaultValue,
    List<String> constraints,
    String description) {

  ConfigurationKey {
    constraints = List.copyOf(constraints);
  }

  /** The environment variable that sets the key, as MicroProfile Config derives it. */
  String environmentVariable() {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
