package io.boxstream.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.snapshot.DataSetWarning;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataSetWarningsTest {
  private final List<SnapshotEntry> entries = new ArrayList<>();

  @Test
  void hasNoneForADataSetWithEveryClassInEverySplit() {
    add(20, Split.TRAIN, "hat", "person");
    add(20, Split.VAL, "hat", "person");
    add(1, Split.TEST, "hat");

    assertThat(warnings()).isEmpty();
  }

  @Test
  void namesAClassThatTrainingHasAndValidationLacks() {
    add(20, Split.TRAIN, "hat", "person");
    add(20, Split.VAL, "hat");
    add(1, Split.TEST, "person");

    assertThat(warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo("class-missing-in-validation");
              assertThat(warning.message()).contains("'person'", "20 boxes", "none in validation");
            });
  }

  @Test
  void doesNotCountDifficultBoxesOfValidation() {
    add(20, Split.TRAIN, "hat");
    add(20, Split.VAL, new LabelledBox("hat", 1, 2, 3, 4, true));
    add(1, Split.TEST, "hat");

    assertThat(codes()).containsExactly("class-missing-in-validation");
  }

  @Test
  void namesAClassThatValidationHasAndTrainingLacks() {
    add(20, Split.TRAIN, "hat");
    add(20, Split.VAL, "hat", "vest");
    add(1, Split.TEST, "hat");

    assertThat(warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo("class-missing-in-training");
              assertThat(warning.message()).contains("'vest'", "none in training");
            });
  }

  @Test
  void namesAClassWithFewBoxesInValidation() {
    add(20, Split.TRAIN, "hat", "vest");
    add(20, Split.VAL, "hat");
    add(1, Split.VAL, "vest");
    add(1, Split.TEST, "hat");

    assertThat(warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo("few-validation-boxes");
              assertThat(warning.message()).contains("'vest' has 1 box in validation");
            });
  }

  @Test
  void saysThatValidationIsSmallAndThatThereIsNoTest() {
    add(20, Split.TRAIN, "hat");
    add(DataSetWarnings.MINIMUM_VALIDATION_IMAGES - 1, Split.VAL, "hat");

    assertThat(codes()).containsExactly("few-validation-images", "no-test-images");
  }

  @Test
  void saysThatValidationImagesWereTakenFromTraining() {
    add(20, Split.TRAIN, "hat");
    add(20, Split.VAL, "hat");
    add(1, Split.TEST, "hat");
    SnapshotEntry last = entries.get(39);
    entries.set(
        39,
        new SnapshotEntry(
            last.id(), Split.VAL, last.width(), last.height(), last.boxes(), Optional.of(true)));

    assertThat(warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo("held-out-validation-images");
              assertThat(warning.message()).contains("1 of 20 validation images", "val.txt");
            });
  }

  private List<String> codes() {
    return warnings().stream().map(DataSetWarning::code).toList();
  }

  private List<DataSetWarning> warnings() {
    return DataSetWarnings.of(DataSetSnapshot.of(Map.of(), entries));
  }

  private void add(int number, Split split, String... labels) {
    add(number, split, Images.boxes(labels).toArray(LabelledBox[]::new));
  }

  private void add(int number, Split split, LabelledBox... boxes) {
    for (int index = 0; index < number; index++) {
      entries.add(
          new SnapshotEntry(Images.id("image " + entries.size()), split, 100, 80, List.of(boxes)));
    }
  }
}
