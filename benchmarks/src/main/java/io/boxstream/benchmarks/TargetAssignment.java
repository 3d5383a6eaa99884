package io.boxstream.benchmarks;

import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Presets;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.target.TargetAssigner;
import java.util.List;

/**
 * Assigning the objects of an image to anchors.
 *
 * @param preset whose anchors
 * @param objects in the image
 */
record TargetAssignment(String preset, int objects) implements Benchmark {

  @Override
  public void run(Measurements figures) throws Exception {
    DetectorPreset detector = Presets.named(preset);
    List<GroundTruth> truths = new Samples().objects(objects, detector.inputSize());
    TargetAssigner assigner = new TargetAssigner(Anchors.of(detector));
    float[] classTargets = new float[detector.anchorCount()];
    float[] boxTargets = new float[4 * classTargets.length];
    double seconds =
        Repetition.OF_CALCULATIONS.seconds(
            () -> assigner.assign(truths, classTargets, boxTargets, 0));
    figures.add(1000 * seconds, "ms");
  }
}
