package io.boxstream.detection.inference;

import io.boxstream.detection.engine.EngineRuntime;

/**
 * How many batches a detector processes in parallel, and with how many threads each.
 *
 * @param instances copies of the graph, which share their parameters
 * @param threads number of processors that each instance uses
 */
public record Parallelism(int instances, int threads) {

  public Parallelism {
    if (instances < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "instances and threads must be positive, were %d and %d".formatted(instances, threads));
    }
  }

  /**
   * The settings with the most images per second on this machine: one single-threaded instance per
   * processor of the engine, because threads that share an image wait for each other at every
   * layer. On a GPU, and where the engine's own scheduler would run the operators of several
   * instances one after the other, this is one instance with all processors.
   */
  public static Parallelism automatic() {
    EngineRuntime engine = new EngineRuntime();
    return engine.runsInCallingThread()
        ? new Parallelism(engine.processors(), 1)
        : new Parallelism(1, engine.processors());
  }

  /**
   * The given number of instances, which share the engine's processors evenly.
   *
   * @throws IllegalArgumentException if there are fewer processors than instances
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
