package io.boxstream.benchmarks.capacity;

import static java.util.Map.entry;

import java.util.EnumMap;
import java.util.Map;

/** How much there is of each resource. Immutable. */
public final class Plan {

  private static final double GIBI = 1 << 30;

  /** The part of a container's memory that is heap. */
  private static final double HEAP = 0.4;

  private final Map<Resource, Double> amounts;

  private Plan(Map<Resource, Double> amounts) {
    this.amounts = new EnumMap<>(amounts);
  }

  /** Amounts of all resources. */
  public static Plan of(Map<Resource, Double> amounts) {
    for (Resource resource : Resource.values()) {
      Double amount = amounts.get(resource);
      if (amount == null) {
        throw new IllegalArgumentException("there is no amount of " + resource);
      }
      Checks.positive(amount, resource.name());
    }
    return new Plan(amounts);
  }

  /** What {@code deploy/kubernetes} begins with. */
  public static Plan kubernetes() {
    return of(
        Map.ofEntries(
            entry(Resource.INFERENCE, 2.0),
            entry(Resource.PARTITIONS, 6.0),
            entry(Resource.INGEST, 2.0),
            entry(Resource.BROKERS, 3.0),
            entry(Resource.BROKER_DISK, 200 * GIBI),
            entry(Resource.VIEW_DISK, 50 * GIBI),
            entry(Resource.INDEX_DISK, 20 * GIBI),
            entry(Resource.TRAINER_MEMORY, HEAP * 1.5 * GIBI),
            entry(Resource.EVALUATOR_MEMORY, HEAP * 1.5 * GIBI),
            entry(Resource.TRAINER, 2.0),
            entry(Resource.EVALUATOR, 2.0)));
  }

  /** The amount of a resource. */
  public double of(Resource resource) {
    return amounts.get(resource);
  }

  /** The same with another amount of a resource. */
  public Plan with(Resource resource, double amount) {
    Map<Resource, Double> changed = new EnumMap<>(amounts);
    changed.put(resource, amount);
    return of(changed);
  }
}
