package io.boxstream.console.alerts;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;

/**
 * How alerts are found out.
 *
 * @param interval between two questions
 * @param link where people see them all
 */
public record Alerting(AlertSource source, Duration interval, URI link) {

  public Alerting {
    requireNonNull(source, "source");
    requireNonNull(interval, "interval");
    requireNonNull(link, "link");
  }
}
