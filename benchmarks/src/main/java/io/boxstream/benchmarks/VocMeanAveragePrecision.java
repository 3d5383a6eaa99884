package io.boxstream.benchmarks;

import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.metric.VocAveragePrecision;
import io.boxstream.detection.metric.VocEvaluation;
import java.util.ArrayList;
import java.util.List;

/**
 * Scoring a data set.
 *
 * @param pictures how many
 * @param detections in each
 */
record VocMeanAveragePrecision(int pictures, int detections) implements Benchmark {

  private static final int OBJECTS = 8;
  private static final double SIZE = 300;

  @Override
  public void run(Figures figures) throws Exception {
    Samples samples = new Samples();
    List<List<GroundTruth>> objects = new ArrayList<>();
    List<List<Detection>> found = new ArrayList<>();
    for (int i = 0; i < pictures; i++) {
      objects.add(samples.objects(OBJECTS, SIZE));
      found.add(samples.detections(objects.get(i), detections, SIZE));
    }
    double seconds = Repetition.OF_CALCULATIONS.seconds(() -> score(objects, found));
    figures.add(seconds, "s");
  }

  private static void score(List<List<GroundTruth>> objects, List<List<Detection>> found) {
    VocEvaluation evaluation = new VocEvaluation(Samples.CLASSES);
    for (int i = 0; i < objects.size(); i++) {
      evaluation.update(objects.get(i), found.get(i));
    }
    evaluation.result(VocAveragePrecision.VOC07).mean().orElseThrow();
  }
}
