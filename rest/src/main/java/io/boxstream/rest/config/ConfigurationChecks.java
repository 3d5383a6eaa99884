package io.boxstream.rest.config;

import java.time.Duration;

/** Checks of two values against each other, which a constraint on one of them cannot do. */
public final class ConfigurationChecks {

  private ConfigurationChecks() {}

  /**
   * Checks that one duration is not shorter than another.
   *
   * @throws IllegalArgumentException if it is, with both keys
   */
  public static void requireAtLeast(String key, Duration value, String leastKey, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "%s is %s and must not be shorter than %s, which is %s"
              .formatted(key, value, leastKey, least));
    }
  }
}
