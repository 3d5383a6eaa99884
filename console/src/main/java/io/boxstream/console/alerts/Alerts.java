package io.boxstream.console.alerts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * What Prometheus says now.
 *
 * @param away whether it does not answer: then nothing is known about alerts
 * @param since when it came to answer, or not to, as far as this process has seen it
 * @param items alerts that fire, the critical ones first, then the latest; none while it is away
 * @param more alerts that are left out
 * @param link where people see them all
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Alerts(boolean away, Instant since, List<Alert> items, int more, URI link) {

  public Alerts {
    requireNonNull(since, "since");
    items = List.copyOf(items);
    requireNonNull(link, "link");
  }
}
