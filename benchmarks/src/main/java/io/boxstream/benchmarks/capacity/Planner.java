package io.boxstream.benchmarks.capacity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds to a plan what gives way first, again and again, until a scenario passes. Each time the
 * whole scenario is gone through from its beginning.
 */
public final class Planner {

  private static final int MOST_ADDITIONS = 1000;

  private Planner() {}

  /**
   * Something that gave way, and what was added.
   *
   * @param hour in which it gave way
   * @param before the amount of the resource
   * @param after the amount of it from the beginning
   */
  public record Addition(int hour, Resource resource, double before, double after) {}

  /**
   * A plan that a scenario passes with.
   *
   * @param additions in the order in which things gave way
   */
  public record Sufficient(Plan plan, List<Addition> additions, Outcome outcome) {
    public Sufficient {
      additions = List.copyOf(additions);
    }

    /** The first addition of each resource, in order: what gives way first. */
    public List<Addition> firsts() {
      List<Addition> firsts = new ArrayList<>();
      for (Addition addition : additions) {
        if (firsts.stream().noneMatch(first -> first.resource() == addition.resource())) {
          firsts.add(addition);
        }
      }
      return firsts;
    }
  }

  /**
   * Finds what must be added.
   *
   * @throws IllegalStateException if no amount helps
   */
  public static Sufficient plan(Constants constants, Plan beginning, Scenario scenario) {
    Plan plan = beginning;
    List<Addition> additions = new ArrayList<>();
    while (additions.size() < MOST_ADDITIONS) {
      Outcome outcome = Simulation.run(constants, plan, scenario);
      Optional<Map.Entry<Resource, Integer>> first =
          outcome.tooLittle().entrySet().stream()
              .min(
                  Map.Entry.<Resource, Integer>comparingByValue()
                      .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())));
      if (first.isEmpty()) {
        return new Sufficient(plan, additions, outcome);
      }
      Addition addition = addition(plan, first.get().getKey(), first.get().getValue());
      additions.add(addition);
      plan = plan.with(addition.resource(), addition.after());
    }
    throw new IllegalStateException("no plan suffices: " + additions);
  }

  private static Addition addition(Plan plan, Resource scarce, int hour) {
    double amount = plan.of(scarce);
    return switch (scarce) {
      case INFERENCE -> moreInference(plan, hour);
      case INGEST, BROKERS -> new Addition(hour, scarce, amount, amount + 1);
      case PARTITIONS,
          BROKER_DISK,
          VIEW_DISK,
          INDEX_DISK,
          TRAINER_MEMORY,
          EVALUATOR_MEMORY,
          TRAINER,
          EVALUATOR ->
          new Addition(hour, scarce, amount, 2 * amount);
    };
  }

  /** The next number of instances that is worth more; more partitions when there is none. */
  private static Addition moreInference(Plan plan, int hour) {
    double instances = plan.of(Resource.INFERENCE);
    double partitions = plan.of(Resource.PARTITIONS);
    double worth = Simulation.effective(instances, partitions);
    for (double more = instances + 1; more <= partitions; more++) {
      if (Simulation.effective(more, partitions) > worth) {
        return new Addition(hour, Resource.INFERENCE, instances, more);
      }
    }
    return new Addition(hour, Resource.PARTITIONS, partitions, 2 * partitions);
  }
}
