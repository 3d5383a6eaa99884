package io.boxstream.detection.pipeline;

import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.target.TargetAssigner;
import io.boxstream.detection.transform.SampleTransform;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes one image into its place of a batch: decode, transform, targets. Safe for many threads. */
final class SampleMaker {

  private final LabelledImages images;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final SampleTransform transform;
  private final TargetAssigner assigner;
  private final long seed;
  private final SampleListener listener;

  SampleMaker(
      LabelledImages images,
      DetectorPreset preset,
      PipelineSettings settings,
      SampleListener listener) {
    this.images = images;
    this.listener = listener;
    this.transform =
        SampleTransform.of(settings.augmentation(), preset.inputSize(), preset.normalization());
    this.assigner = new TargetAssigner(Anchors.of(preset));
    this.seed = settings.seed();
  }

  /** Values per image: 3×S×S. */
  int pixelCount() {
    return 3 * transform.inputSize() * transform.inputSize();
  }

  /** Anchors per image: N. */
  int anchorCount() {
    return assigner.anchorCount();
  }

  /**
   * Writes one sample.
   *
   * @param place where in the batch, and which image in which epoch
   * @param batch receives it
   * @param scratch 3×S×S values of the calling thread
   * @throws ImageFailedException naming the image, whatever went wrong
   */
  void make(BatchPlace place, BatchMemory batch, float[] scratch) {
    String name = "at position " + place.index();
    try {
      long started = System.nanoTime();
      LabelledImage image = images.get(place.index());
      name = image.id();
      long read = told(SampleStage.READ, started);
      RgbImage pixels = decoder.decode(image.bytes());
      long decoded = told(SampleStage.DECODE, read);
      RandomGenerator random = Seeds.source(seed, place.epoch(), image.id());
      List<GroundTruth> objects = transform.apply(pixels, image.boxes(), random, scratch);
      long transformed = told(SampleStage.TRANSFORM, decoded);
      assigner.assign(objects, batch.classTargets(), batch.boxTargets(), place.slot());
      told(SampleStage.TARGETS, transformed);
      batch.pixels().put(place.slot() * scratch.length, scratch);
      batch.imageIds()[place.slot()] = image.id();
    } catch (RuntimeException e) {
      throw new ImageFailedException(name, e);
    }
  }

  /** The time now, at the end of a stage. */
  private long told(SampleStage stage, long started) {
    long now = System.nanoTime();
    listener.took(stage, now - started);
    return now;
  }
}
