package io.boxstream.dataset;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.snapshot.DataSetWarning;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks whether a data set supports training and evaluation of each of its classes. Boxes marked
 * as difficult do not count in validation, because the metrics ignore them.
 */
public final class DataSetWarnings {
  /** Validation images below which one image changes the mean average precision noticeably. */
  static final int MINIMUM_VALIDATION_IMAGES = 20;

  /** Validation boxes of a class below which one box changes its average precision by over 0.1. */
  static final int MINIMUM_VALIDATION_BOXES = 10;

  private DataSetWarnings() {}

  /** The warnings about a data set: those about its size, then those about classes by label. */
  public static List<DataSetWarning> of(DataSetSnapshot snapshot) {
    return of(ValidationSplit.of(requireNonNull(snapshot, "snapshot")));
  }

  /** The same warnings, when only this part of the data set is in memory. */
  public static List<DataSetWarning> of(ValidationSplit validation) {
    int images = validation.entries().size();
    List<DataSetWarning> warnings = new ArrayList<>();
    long heldOut = validation.entries().stream().filter(SnapshotEntry::wasHeldOut).count();
    if (heldOut > 0) {
      warnings.add(
          new DataSetWarning(
              "held-out-validation-images",
              ("%d of %d validation %s taken from training images, by their ids, because the data"
                      + " set named no validation images; to choose them, name them in"
                      + " ImageSets/Main/val.txt")
                  .formatted(heldOut, images, images == 1 ? "image was" : "images were")));
    }
    if (images < MINIMUM_VALIDATION_IMAGES) {
      warnings.add(
          new DataSetWarning(
              "few-validation-images",
              "validation has %d %s: scores on fewer than %d are unreliable; add labelled images to the split 'val'"
                  .formatted(images, plural(images, "image"), MINIMUM_VALIDATION_IMAGES)));
    }
    if (validation.test() == 0) {
      warnings.add(
          new DataSetWarning(
              "no-test-images",
              "there are no test images: the promoted model cannot be measured on images that"
                  + " played no part in choosing it; add labelled images to the split 'test'"));
    }
    boxesByClass(validation)
        .forEach(
            (label, boxes) -> ofClass(label, boxes.train(), boxes.val()).ifPresent(warnings::add));
    return List.copyOf(warnings);
  }

  private static Optional<DataSetWarning> ofClass(String label, int train, int val) {
    if (train > 0 && val == 0) {
      return Optional.of(
          new DataSetWarning(
              "class-missing-in-validation",
              "class '%s' has %d %s in training and none in validation, so it is trained but not scored; add validation images that show it"
                  .formatted(label, train, plural(train, "box"))));
    }
    if (train == 0 && val > 0) {
      return Optional.of(
          new DataSetWarning(
              "class-missing-in-training",
              "class '%s' has %d %s in validation and none in training, so it scores 0 and lowers the mean; add training images that show it"
                  .formatted(label, val, plural(val, "box"))));
    }
    if (val > 0 && val < MINIMUM_VALIDATION_BOXES) {
      return Optional.of(
          new DataSetWarning(
              "few-validation-boxes",
              "class '%s' has %d %s in validation: its score on fewer than %d is unreliable; add validation images that show it"
                  .formatted(label, val, plural(val, "box"), MINIMUM_VALIDATION_BOXES)));
    }
    return Optional.empty();
  }

  private static Map<String, SplitCounts> boxesByClass(ValidationSplit validation) {
    Map<String, SplitCounts> boxes = new TreeMap<>();
    validation
        .trainingBoxes()
        .forEach((label, count) -> boxes.put(label, SplitCounts.ZERO.plus(Split.TRAIN, count)));
    for (SnapshotEntry entry : validation.entries()) {
      for (LabelledBox box : entry.boxes()) {
        SplitCounts counted = boxes.getOrDefault(box.label(), SplitCounts.ZERO);
        boxes.put(box.label(), counted.plus(Split.VAL, box.difficult() ? 0 : 1));
      }
    }
    return boxes;
  }

  private static String plural(int count, String noun) {
    if (count == 1) {
      return noun;
    }
    return noun.endsWith("x") ? noun + "es" : noun + "s";
  }
}
