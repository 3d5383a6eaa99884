package io.boxstream.benchmarks;

import io.boxstream.detection.Box;
import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Presets;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.parameters.BundledBase;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.target.TargetAssigner;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.training.Initialization;
import io.boxstream.detection.training.OptimizerSettings;
import io.boxstream.detection.training.Recipes;
import io.boxstream.detection.training.ReplicaSettings;
import io.boxstream.detection.training.UpdateSettings;
import io.boxstream.images.RgbImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Made-up input, the same every time: what is timed does not depend on what an image shows. */
final class Samples {

  /** As many as Pascal VOC has. */
  static final int CLASSES = 20;

  private static final int OBJECTS = 8;

  private final SplittableRandom random = new SplittableRandom(1);

  /** A detector of {@link #CLASSES} classes. */
  static DetectorArchitecture architecture(String preset) {
    List<String> classes = IntStream.range(0, CLASSES).mapToObj(index -> "class" + index).toList();
    return new DetectorArchitecture(Presets.named(preset), classes);
  }

  /**
   * A trainer, arranged as the trainer service arranges it: with the quick recipe's updates on a
   * base that comes with Boxstream, otherwise with the reference's optimizer.
   */
  static DetectorTrainer trainer(DetectorArchitecture architecture, int batchSize) {
    boolean pretrained = BundledBase.exists(architecture.preset().backbone());
    return DetectorTrainer.start(
        architecture,
        pretrained
            ? Recipes.quick(architecture.preset(), 1).updates()
            : UpdateSettings.of(new OptimizerSettings.Sgd(0.9, 0.0005)),
        pretrained ? Initialization.PRETRAINED : Initialization.REFERENCE,
        1,
        ReplicaSettings.automatic(ComputeDevice.AUTOMATIC, batchSize));
  }

  /** An image of noise. */
  RgbImage image(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    random.nextBytes(rgb);
    return new RgbImage(width, height, rgb);
  }

  /** Objects of all sizes and classes. */
  List<GroundTruth> objects(int count, double size) {
    List<GroundTruth> objects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      objects.add(new GroundTruth(random.nextInt(CLASSES), box(size), false));
    }
    return objects;
  }

  /** A detection near each object, and others anywhere. */
  List<Detection> detections(List<GroundTruth> objects, int count, double size) {
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float score = random.nextFloat();
      if (i < objects.size()) {
        Box near = objects.get(i).box().shifted(random.nextDouble(5), random.nextDouble(5));
        detections.add(new Detection(objects.get(i).classIndex(), score, near));
      } else {
        detections.add(new Detection(random.nextInt(CLASSES), score, box(size)));
      }
    }
    return detections;
  }

  /** Normally distributed values. */
  float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** A training batch of noise with the targets of a few objects per image. */
  TrainingBatch batch(DetectorPreset preset, int size) {
    int inputSize = preset.inputSize();
    TargetAssigner assigner = new TargetAssigner(Anchors.of(preset));
    float[] classTargets = new float[size * preset.anchorCount()];
    float[] boxTargets = new float[4 * classTargets.length];
    List<String> ids = new ArrayList<>();
    for (int image = 0; image < size; image++) {
      assigner.assign(objects(OBJECTS, inputSize), classTargets, boxTargets, image);
      ids.add("image" + image);
    }
    float[] values = values(size * 3 * inputSize * inputSize);
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(Float.BYTES * values.length)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    pixels.put(values).flip();
    return new TrainingBatch(pixels, size, classTargets, boxTargets, ids);
  }

  private Box box(double size) {
    double width = random.nextDouble(0.05, 0.6) * size;
    double height = random.nextDouble(0.05, 0.6) * size;
    double left = random.nextDouble(size - width);
    double top = random.nextDouble(size - height);
    return new Box(left, top, left + width, top + height);
  }
}
