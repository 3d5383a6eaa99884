package io.boxstream.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether GPUs compute what the processors compute: the losses of the first training steps, with
 * one and with two replicas, and the predictions for two images. The processors have as many
 * replicas, so that batch normalization sees the same images. Fails if a difference is above what
 * is allowed. <b>Not yet run on a GPU.</b>
 *
 * <p>The numbers differ because a GPU adds them in another order, and cuDNN chooses among
 * algorithms (Winograd, FFT) by their speed at the first use, which round differently. A sum of
 * thousands of products of 32 bits has a relative error of about 1e-6 to 1e-5, and passes through
 * twenty layers. Updates carry differences from step to step. With TF32, which cuDNN uses from
 * Ampere on, a factor has an error of up to 2^-11.
 */
record GpuParity(GpuTrial trial) implements Benchmark {

  private static final double PARTS_PER_MILLION = 1e6;

  @Override
  public void run(Measurements figures) throws Exception {
    List<String> failures = new ArrayList<>();
    int mostReplicas = Math.min(2, trial.devices());
    for (String preset : trial.presets()) {
      for (int replicas = 1; replicas <= mostReplicas; replicas++) {
        compareLosses(preset, replicas, figures, failures);
      }
      comparePredictions(preset, figures, failures);
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("more than is allowed: " + String.join(", ", failures));
    }
  }

  private void compareLosses(
      String preset, int replicas, Measurements figures, List<String> failures) throws Exception {
    double[] expected = losses(ComputePlace.CPU, preset, replicas);
    for (Arithmetic arithmetic : arithmetics()) {
      double[] found = losses(arithmetic.place(), preset, replicas);
      Report report =
          new Report(preset + "." + arithmetic.place().label() + "." + replicas, figures, failures);
      double first =
          Math.max(
              Differences.relative(expected[0], found[0]),
              Differences.relative(expected[1], found[1]));
      report.add("first-loss", first, arithmetic.firstLoss());
      report.add("losses", Differences.relative(expected, found), arithmetic.losses());
    }
  }

  private double[] losses(ComputePlace place, String preset, int replicas) throws Exception {
    return trial.run(place, GpuWork.FIRST_STEPS, preset, replicas).numbers(GpuWork.LOSSES);
  }

  private void comparePredictions(String preset, Measurements figures, List<String> failures)
      throws Exception {
    GpuResults expected = trial.run(ComputePlace.CPU, GpuWork.PREDICTIONS, preset, 1);
    for (Arithmetic arithmetic : arithmetics()) {
      GpuResults found = trial.run(arithmetic.place(), GpuWork.PREDICTIONS, preset, 1);
      Report report = new Report(preset + "." + arithmetic.place().label(), figures, failures);
      report.add(
          "scores",
          Differences.ofRange(expected.numbers(GpuWork.SCORES), found.numbers(GpuWork.SCORES)),
          arithmetic.scores());
      double boxes = 0;
      for (String edge : GpuWork.EDGES) {
        double difference = Differences.ofRange(expected.numbers(edge), found.numbers(edge));
        boxes = Math.max(boxes, difference);
      }
      report.add("boxes", boxes, arithmetic.boxes());
    }
  }

  private List<Arithmetic> arithmetics() {
    List<Arithmetic> all = new ArrayList<>();
    all.add(new Arithmetic(trial.float32(), 1e-3, 1e-2, 1e-3, 1e-4));
    if (trial.place() != trial.float32()) {
      all.add(new Arithmetic(trial.place(), 1e-2, 1e-1, 5e-2, 1e-3));
    }
    return all;
  }

  /**
   * What is allowed.
   *
   * @param firstLoss relative difference of the losses before the first update
   * @param losses relative difference of all losses
   * @param scores difference of scores, as a part of their range
   * @param boxes difference of the edges of boxes, as a part of their range, which is most of the
   *     image: two detectors with other random values differ by 6e-3 and more
   */
  private record Arithmetic(
      ComputePlace place, double firstLoss, double losses, double scores, double boxes) {}

  private record Report(String name, Measurements figures, List<String> failures) {

    void add(String what, double difference, double allowed) {
      figures.add(name + "." + what, PARTS_PER_MILLION * difference, "ppm");
      if (!(difference <= allowed)) {
        failures.add(
            "%s.%s by %.0f ppm of %.0f"
                .formatted(
                    name, what, PARTS_PER_MILLION * difference, PARTS_PER_MILLION * allowed));
      }
    }
  }
}
