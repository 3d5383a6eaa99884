package io.boxstream.benchmarks;

import java.util.List;

/**
 * Detection by size of batch on the first GPU, beside the processors, in the arrangement of
 * inference-service: from pixels to detections. <b>Not yet run on a GPU.</b>
 */
record GpuInference(GpuTrial trial) implements Benchmark {

  @Override
  public void run(Measurements figures) throws Exception {
    List<Integer> batches = trial.batches();
    for (String preset : trial.presets()) {
      double[] gpu = rates(trial.place(), preset);
      double[] processors = rates(ComputePlace.CPU, preset);
      for (int i = 0; i < batches.size(); i++) {
        String batch = ".batch" + batches.get(i);
        figures.add(preset + batch + "." + trial.place().label(), gpu[i], "images/s");
        figures.add(preset + batch + ".cpu", processors[i], "images/s");
        figures.add(preset + batch + ".of-cpu", gpu[i] / processors[i], "times");
      }
    }
  }

  private double[] rates(ComputePlace place, String preset) throws Exception {
    return trial.run(place, GpuWork.DETECTION, preset, 1).numbers(GpuWork.RATES);
  }
}
