package io.boxstream.detection.pipeline;

import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.anchor.Anchors;
import io.boxstream.detection.target.TargetAssigner;
import io.boxstream.detection.transform.SampleTransform;
import io.boxstream.pictures.PictureDecoder;
import io.boxstream.pictures.PictureLimits;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes one picture into its place of a batch: decode, transform, targets. Safe for many threads.
 */
final class SampleMaker {

  private final LabelledPictures pictures;
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
  private final SampleTransform transform;
  private final TargetAssigner assigner;
  private final long seed;

  SampleMaker(LabelledPictures pictures, DetectorPreset preset, PipelineSettings settings) {
    this.pictures = pictures;
    this.transform = SampleTransform.of(settings.augmentation(), preset.inputSize());
    this.assigner = new TargetAssigner(Anchors.of(preset));
    this.seed = settings.seed();
  }

  /** Values per picture: 3×S×S. */
  int pixelCount() {
    return 3 * transform.inputSize() * transform.inputSize();
  }

  /** Anchors per picture: N. */
  int anchorCount() {
    return assigner.anchorCount();
  }

  /**
   * Writes one sample.
   *
   * @param place where in the batch, and which picture in which epoch
   * @param batch receives it
   * @param scratch 3×S×S values of the calling thread
   * @throws PictureFailedException naming the picture, whatever went wrong
   */
  void make(BatchPlace place, BatchMemory batch, float[] scratch) {
    String name = "at position " + place.index();
    try {
      LabelledPicture picture = pictures.get(place.index());
      name = picture.id();
      RandomGenerator random = Seeds.source(seed, place.epoch(), picture.id());
      List<GroundTruth> objects =
          transform.apply(decoder.decode(picture.bytes()), picture.boxes(), random, scratch);
      assigner.assign(objects, batch.classTargets(), batch.boxTargets(), place.slot());
      batch.pixels().put(place.slot() * scratch.length, scratch);
      batch.imageIds()[place.slot()] = picture.id();
    } catch (RuntimeException e) {
      throw new PictureFailedException(name, e);
    }
  }
}
