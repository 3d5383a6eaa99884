package io.boxstream.benchmarks;

import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.metric.CocoEvaluation;
import io.boxstream.detection.metric.CocoGroundTruth;
import io.boxstream.detection.metric.VocAveragePrecision;
import io.boxstream.detection.metric.VocEvaluation;
import java.util.ArrayList;
import java.util.List;

/**
 * Scoring a data set.
 *
 * @param metric by which measure
 * @param images how many
 * @param detections in each
 */
record MeanAveragePrecision(Metric metric, int images, int detections) implements Benchmark {

  private static final int OBJECTS = 8;
  private static final double SIZE = 300;

  /** What is computed. */
  enum Metric {
    VOC07,
    COCO
  }

  @Override
  public void run(Measurements figures) throws Exception {
    Samples samples = new Samples();
    List<List<GroundTruth>> objects = new ArrayList<>();
    List<List<Detection>> found = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      objects.add(samples.objects(OBJECTS, SIZE));
      found.add(samples.detections(objects.get(i), detections, SIZE));
    }
    figures.add(
        switch (metric) {
          case VOC07 -> Repetition.OF_CALCULATIONS.seconds(() -> voc(objects, found));
          case COCO -> Repetition.OF_CALCULATIONS.seconds(() -> coco(objects, found));
        },
        "s");
  }

  private static void voc(List<List<GroundTruth>> objects, List<List<Detection>> found) {
    VocEvaluation evaluation = new VocEvaluation(Samples.CLASSES);
    for (int i = 0; i < objects.size(); i++) {
      evaluation.update(objects.get(i), found.get(i));
    }
    evaluation.result(VocAveragePrecision.VOC07).mean().orElseThrow();
  }

  private static void coco(List<List<GroundTruth>> objects, List<List<Detection>> found) {
    CocoEvaluation evaluation = new CocoEvaluation(Samples.CLASSES);
    for (int i = 0; i < objects.size(); i++) {
      List<CocoGroundTruth> truths = objects.get(i).stream().map(CocoGroundTruth::of).toList();
      evaluation.update(truths, found.get(i));
    }
    evaluation.result();
  }
}
