package io.boxstream.benchmarks;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.images.formats.Assignment;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

/** The images of a hard case simulation: those that may be labelled, and those that judge. */
final class HardCasePool {

  private final TrainingImages train;
  private final TrainingImages validation;
  private final TrainingImages test;
  private final DetectorArchitecture architecture;

  /**
   * @param folder with lists of training, validation and test images
   */
  HardCasePool(Path folder, String preset) {
    this.train = new TrainingImages(folder, EnumSet.of(Assignment.TRAIN));
    this.validation = new TrainingImages(folder, EnumSet.of(Assignment.VAL));
    this.test = new TrainingImages(folder, EnumSet.of(Assignment.TEST));
    if (!test.classes().equals(train.classes()) || !validation.classes().equals(train.classes())) {
      throw new IllegalArgumentException(
          "training, validation and test images have different classes: %s, %s, %s"
              .formatted(train.classes(), validation.classes(), test.classes()));
    }
    this.architecture = new DetectorArchitecture(Presets.named(preset), train.classes());
  }

  /** The images that may be labelled. */
  TrainingImages train() {
    return train;
  }

  /** The images that thresholds come from. */
  TrainingImages validation() {
    return validation;
  }

  /** The images that mAP comes from. */
  TrainingImages test() {
    return test;
  }

  DetectorArchitecture architecture() {
    return architecture;
  }

  /** The number of boxes that labels for these images have. */
  long boxes(List<Integer> images) {
    return images.stream().mapToLong(index -> train.get(index).boxes().size()).sum();
  }
}
