package io.boxstream.benchmarks;

import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.images.RgbImage;
import java.util.Collections;
import java.util.List;

/**
 * Memory of a process that evaluates one detector after the other, as the service does: loads it,
 * detects on a few batches of images, and closes it.
 *
 * @param preset the detectors
 * @param rounds evaluations
 */
record EvaluationMemory(String preset, MemoryRounds rounds) implements Benchmark {

  private static final int BATCH = 8;
  private static final int BATCHES = 2;

  @Override
  public List<String> options() {
    return ResidentMemory.FIXED_HEAP;
  }

  @Override
  public void run(Measurements figures) throws Exception {
    List<RgbImage> images = Collections.nCopies(BATCH, new Samples().image(640, 480));
    try (StoredSample stored = StoredSample.of(preset)) {
      rounds.run(() -> evaluate(stored, images), figures);
    }
  }

  private static void evaluate(StoredSample stored, List<RgbImage> images) {
    try (DetectorModel model = DetectorModel.load(stored.architecture(), stored.file())) {
      for (int batch = 0; batch < BATCHES; batch++) {
        model.detectStretched(images);
      }
    }
  }
}
