package io.boxstream.console.health;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the health of services and the broker, and tells when it changes. One that has not
 * answered is not asked again. Thread-safe.
 */
public final class HealthWatch {
  private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

  private final Map<String, Probe> probes;
  private final Clock clock;
  private final Consumer<Map<String, Health>> changed;
  private final Map<String, Health> present = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();

  /**
   * @param probes by name, in the order in which they are shown
   * @param changed gets the health of all when that of one has changed; does not wait
   */
  public HealthWatch(
      Map<String, Probe> probes, Clock clock, Consumer<Map<String, Health>> changed) {
    this.probes = Collections.unmodifiableMap(new LinkedHashMap<>(probes));
    this.clock = requireNonNull(clock, "clock");
    this.changed = requireNonNull(changed, "changed");
  }

  /** Looks at all that do not have a look pending. */
  public void tick() {
    probes.forEach(this::look);
  }

  /** The health of those that are known by now, by name. */
  public synchronized Map<String, Health> health() {
    Map<String, Health> known = new LinkedHashMap<>();
    probes.keySet().stream()
        .filter(present::containsKey)
        .forEach(name -> known.put(name, present.get(name)));
    return known;
  }

  private void look(String name, Probe probe) {
    synchronized (this) {
      if (!asked.add(name)) {
        return;
      }
    }
    var unused =
        probe
            .observe()
            .exceptionally(
                failure -> {
                  LOG.debug("{} does not answer", name, failure);
                  return Optional.of(Observation.away());
                })
            .thenAccept(seen -> take(name, seen));
  }

  private void take(String name, Optional<Observation> seen) {
    synchronized (this) {
      asked.remove(name);
      if (seen.isEmpty()) {
        return;
      }
      Health before = present.get(name);
      Health now =
          before == null
              ? new Health(seen.get().state(), seen.get().checks(), clock.instant())
              : before.after(seen.get(), clock.instant());
      if (now.equals(before)) {
        return;
      }
      present.put(name, now);
      // In the same order as the changes.
      changed.accept(health());
      if (before == null || before.state() != now.state()) {
        LOG.info("{} is {}", name, now.state());
      }
    }
  }
}
