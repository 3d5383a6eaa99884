package io.boxstream.benchmarks;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Memory of the GPUs in use while trainers come and go and while detectors are swapped under load,
 * and how much each adds. It should add nothing: MXNet keeps what it frees and uses it again. The
 * driver says how much there is of a GPU ({@code cudaMemGetInfo}), so other processes count, too.
 * <b>Not yet run on a GPU.</b>
 */
record GpuMemory(GpuTrial trial) implements Benchmark {

  @Override
  public void run(Measurements figures) throws Exception {
    String place = "." + trial.place().label();
    SortedSet<Integer> oneAndAll = new TreeSet<>(List.of(1, trial.devices()));
    for (String preset : trial.presets()) {
      for (int replicas : oneAndAll) {
        print(
            "training." + preset + place + "." + replicas,
            trial.run(trial.place(), GpuWork.TRAINING_MEMORY, preset, replicas),
            figures);
      }
      print(
          "swaps." + preset + place,
          trial.run(trial.place(), GpuWork.SWAP_MEMORY, preset, 1),
          figures);
    }
  }

  /** The first tenth of the rounds, in which the engine plans, does not count as growth. */
  private static void print(String name, GpuResults results, Measurements figures) {
    double[] used = results.numbers(GpuWork.MEGABYTES);
    int first = Math.max(1, used.length / 10);
    int last = used.length;
    figures.add(name + ".after" + first, used[first - 1], "MB");
    figures.add(name + ".after" + last, used[last - 1], "MB");
    figures.add(name, (used[last - 1] - used[first - 1]) / (last - first), "MB/round");
  }
}
