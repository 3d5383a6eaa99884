package io.boxstream.detection.training;

import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.pipeline.TrainingBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Batches of noise, with twenty positive anchors in each image. */
public final class NoiseBatches {
  private static final int POSITIVES = 20;

  private NoiseBatches() {}

  public static TrainingBatch batch(DetectorPreset preset, int images, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = preset.inputSize();
    int anchors = preset.anchorCount();
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(4 * images * 3 * size * size)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    while (pixels.hasRemaining()) {
      pixels.put((float) random.nextDouble(-2, 2));
    }
    float[] classTargets = new float[images * anchors];
    float[] boxTargets = new float[4 * classTargets.length];
    for (int positive = 0; positive < images * POSITIVES; positive++) {
      int anchor = positive / POSITIVES * anchors + 97 * (positive % POSITIVES);
      classTargets[anchor] = 1 + positive % 2;
      boxTargets[4 * anchor + positive % 4] = 1;
    }
    List<String> ids = IntStream.range(0, images).mapToObj(image -> "image" + image).toList();
    return new TrainingBatch(pixels.flip(), images, classTargets, boxTargets, ids);
  }
}
