package io.boxstream.benchmarks;

import io.boxstream.benchmarks.capacity.Constants;
import io.boxstream.benchmarks.capacity.Outcome.Place;
import io.boxstream.benchmarks.capacity.Plan;
import io.boxstream.benchmarks.capacity.Planner;
import io.boxstream.benchmarks.capacity.Planner.Addition;
import io.boxstream.benchmarks.capacity.Planner.Sufficient;
import io.boxstream.benchmarks.capacity.Resource;
import io.boxstream.benchmarks.capacity.Scenario;
import io.boxstream.benchmarks.capacity.Traffic;
import java.util.List;
import java.util.Locale;

/**
 * A simulated year at several rates: what gives way first, and how much there must be instead. A
 * part of the images, or all of them, also come with labels.
 */
record CapacityPlans() implements Benchmark {

  private static final List<Integer> IMAGES_PER_DAY = List.of(10_000, 1_000_000, 50_000_000);
  private static final List<Double> LABELLED = List.of(0.01, 1.0);
  private static final double VARIATION = 0.2;
  private static final long SEED = 1;
  private static final double HOURS = 24;
  private static final double GIGA = 1e9;

  @Override
  public void run(Measurements figures) {
    for (double labelled : LABELLED) {
      for (int images : IMAGES_PER_DAY) {
        Scenario scenario = Scenario.year(new Traffic(images, VARIATION, SEED), labelled);
        Sufficient year = Planner.plan(Constants.measured(), Plan.kubernetes(), scenario);
        print(figures, "%d.labelled-%.0f".formatted(images, 100 * labelled), year);
      }
    }
  }

  private static void print(Measurements figures, String name, Sufficient year) {
    for (Addition addition : year.firsts()) {
      figures.add(
          name + ".gives-way." + named(addition.resource()), addition.hour() / HOURS, "days");
    }
    for (Resource resource : Resource.values()) {
      double amount = year.plan().of(resource);
      if (amount > Plan.kubernetes().of(resource)) {
        boolean bytes = amount > GIGA;
        figures.add(
            name + ".needs." + named(resource),
            bytes ? amount / GIGA : amount,
            bytes ? "GB" : resource.meaning());
      }
    }
    for (Place place : Place.values()) {
      figures.add(
          name + ".holds." + place.name().toLowerCase(Locale.ROOT),
          year.outcome().bytes().get(place).held() / GIGA,
          "GB");
    }
    figures.add(name + ".data-set", year.outcome().images().accepted() / 1e6, "million images");
  }

  private static String named(Resource resource) {
    return resource.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
