package io.boxstream.detection.pipeline;

import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.target.TargetAssigner;
import io.boxstream.detection.transform.SampleTransform;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.RgbImage;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Converts one image to a training sample at its place in a batch: decode, transform, targets.
 * Thread-safe.
 */
final class SampleMaker {

  private final LabelledImages images;
  private final ImageDecoder decoder;
  private final SampleTransform transform;
  private final TargetAssigner assigner;
  private final long seed;
  private final SampleListener listener;

  SampleMaker(
      LabelledImages images,
      DetectorPreset preset,
      PipelineSettings settings,
      ImageDecoder decoder,
      SampleListener listener) {
    this.images = images;
    this.decoder = decoder;
    this.listener = listener;
    this.transform =
        SampleTransform.of(settings.augmentation(), preset.inputSize(), preset.normalization());
    this.assigner = new TargetAssigner(Anchors.of(preset));
    this.seed = settings.seed();
  }

  /** The number of pixel values per image: 3×S×S. */
  int pixelCount() {
    return 3 * transform.inputSize() * transform.inputSize();
  }

  /** The number of anchors per image: N. */
  int anchorCount() {
    return assigner.anchorCount();
  }

  /**
   * Writes one sample.
   *
   * @param place where in the batch, and which image in which epoch
   * @param batch receives the sample
   * @param scratch a buffer of 3×S×S values that only the calling thread uses
   * @throws ImageFailedException if anything fails; the message names the image
   */
  void make(BatchPlace place, BatchMemory batch, float[] scratch) {
    String name = "at position " + place.index();
    try {
      long started = System.nanoTime();
      LabelledImage image = images.get(place.index());
      name = image.id();
      long read = report(SampleStage.READ, started);
      RgbImage pixels = decoder.decode(image.bytes());
      long decoded = report(SampleStage.DECODE, read);
      RandomGenerator random = Seeds.source(seed, place.epoch(), image.id());
      List<GroundTruth> objects = transform.apply(pixels, image.boxes(), random, scratch);
      long transformed = report(SampleStage.TRANSFORM, decoded);
      assigner.assign(objects, batch.classTargets(), batch.boxTargets(), place.slot());
      report(SampleStage.TARGETS, transformed);
      batch.pixels().put(place.slot() * scratch.length, scratch);
      batch.imageIds()[place.slot()] = image.id();
    } catch (RuntimeException e) {
      throw new ImageFailedException(name, e);
    }
  }

  /** Reports the duration of a stage to the listener. Returns the current time. */
  private long report(SampleStage stage, long started) {
    long now = System.nanoTime();
    listener.took(stage, now - started);
    return now;
  }
}
