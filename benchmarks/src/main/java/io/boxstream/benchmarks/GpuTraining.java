package io.boxstream.benchmarks;

/**
 * Training steps on one, two and all GPUs, beside the processors in the arrangement of the trainer.
 * Each GPU has as many images of the batch as the processors together. <b>Not yet run on a GPU.</b>
 */
record GpuTraining(GpuTrial trial) implements Benchmark {

  @Override
  public void run(Measurements figures) throws Exception {
    for (String preset : trial.presets()) {
      double processors = rate(ComputePlace.CPU, preset, 0);
      figures.add(preset + ".cpu", processors, "images/s");
      double one = 0;
      for (int replicas : trial.replicas()) {
        double rate = rate(trial.place(), preset, replicas);
        one = replicas == 1 ? rate : one;
        String name = preset + "." + trial.place().label() + "." + replicas;
        figures.add(name, rate, "images/s");
        figures.add(name + ".of-cpu", rate / processors, "times");
        figures.add(name + ".of-one", rate / one, "times");
      }
    }
  }

  private double rate(ComputePlace place, String preset, int replicas) throws Exception {
    return trial.run(place, GpuWork.TRAINING, preset, replicas).number(GpuWork.RATES);
  }
}
