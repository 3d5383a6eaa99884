package io.boxstream.console.alerts;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches which alerts fire, and tells when that changes. A source that has not answered is not
 * asked again. Thread-safe.
 */
public final class AlertWatch {
  private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
  private static final int MOST_KEPT = 50;
  private static final Comparator<Alert> MOST_URGENT_FIRST =
      Comparator.comparing(Alert::critical)
          .thenComparing(Alert::since)
          .reversed()
          .thenComparing(Alert::name)
          .thenComparing(Alert::summary);

  private final AlertSource source;
  private final URI link;
  private final Clock clock;
  private final Runnable changed;
  private final AtomicBoolean asking = new AtomicBoolean();
  private Optional<Alerts> present = Optional.empty();

  /**
   * @param link where people see all alerts
   * @param changed told when something has changed; does not wait
   */
  public AlertWatch(AlertSource source, URI link, Clock clock, Runnable changed) {
    this.source = requireNonNull(source, "source");
    this.link = requireNonNull(link, "link");
    this.clock = requireNonNull(clock, "clock");
    this.changed = requireNonNull(changed, "changed");
  }

  /** Asks, unless there is no answer to the last question yet. */
  public void tick() {
    if (!asking.compareAndSet(false, true)) {
      return;
    }
    var unused =
        source
            .firing()
            .handle(
                (firing, failure) -> {
                  asking.set(false);
                  if (failure == null) {
                    take(false, firing);
                  } else {
                    LOG.debug("Prometheus does not answer", failure);
                    take(true, List.of());
                  }
                  return null;
                });
  }

  /** What is known; empty before the first answer. */
  public synchronized Optional<Alerts> alerts() {
    return present;
  }

  private void take(boolean away, List<Alert> firing) {
    List<Alert> kept = firing.stream().sorted(MOST_URGENT_FIRST).limit(MOST_KEPT).toList();
    synchronized (this) {
      boolean same = present.isPresent() && present.get().away() == away;
      Alerts now =
          new Alerts(
              away,
              same ? present.get().since() : clock.instant(),
              kept,
              firing.size() - kept.size(),
              link);
      if (present.isPresent() && present.get().equals(now)) {
        return;
      }
      if (!same) {
        LOG.info(away ? "Prometheus does not answer" : "Prometheus answers");
      }
      present = Optional.of(now);
    }
    changed.run();
  }
}
