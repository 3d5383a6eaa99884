package io.boxstream.detection.inference;

import io.boxstream.detection.engine.EngineRuntime;

/**
 * How many batches a detector works on at once, and with how many of the engine's threads each.
 *
 * @param instances copies of the graph, which share their parameters
 * @param threads processors that each uses
 */
public record Parallelism(int instances, int threads) {

  public Parallelism {
    if (instances < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "instances and threads must be positive, were %d and %d".formatted(instances, threads));
    }
  }

  /**
   * What gives the most images per second on this machine: an instance with one thread for each of
   * the engine's processors, because threads that share an image wait for each other at every
   * layer. One instance with all of them on a GPU, and where the engine's own scheduler would run
   * the operators of several instances one after the other.
   */
  public static Parallelism automatic() {
    EngineRuntime engine = new EngineRuntime();
    return engine.runsInCallingThread()
        ? new Parallelism(engine.processors(), 1)
        : new Parallelism(1, engine.processors());
  }

  /**
   * That many instances, which share the engine's processors evenly.
   *
   * @throws IllegalArgumentException if there are not so many processors
   */
  public static Parallelism of(int instances) {
    int processors = new EngineRuntime().processors();
    if (instances > processors) {
      throw new IllegalArgumentException(
          "%d instances for %d processors of the engine".formatted(instances, processors));
    }
    return new Parallelism(instances, processors / instances);
  }
}
