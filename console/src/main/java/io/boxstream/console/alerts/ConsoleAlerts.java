package io.boxstream.console.alerts;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The alerts that the console shows.
 *
 * @param watch empty if no Prometheus is configured
 */
public record ConsoleAlerts(Optional<AlertWatch> watch) {

  public ConsoleAlerts {
    requireNonNull(watch, "watch");
  }

  /** Asks again. */
  public void tick() {
    watch.ifPresent(AlertWatch::tick);
  }

  /** What is known; empty if no Prometheus is configured, or before its first answer. */
  public Optional<Alerts> present() {
    return watch.flatMap(AlertWatch::alerts);
  }
}
