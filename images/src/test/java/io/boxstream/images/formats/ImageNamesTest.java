package io.boxstream.images.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNamesTest {

  private static final ImageNames NAMES =
      new ImageNames(
          List.of(
              "train/a.jpg",
              "valid/a.jpg",
              "photos/x/b.jpg",
              "photos/y/b.jpg",
              "photos/gr\u00FCn 1.jpg",
              "c.jpg"));

  @ParameterizedTest
  @CsvSource({
    "a.jpg, train/labels.json, train/a.jpg",
    "a.jpg, valid/labels.json, valid/a.jpg",
    "train/a.jpg, labels.json, train/a.jpg",
    "set/train/a.jpg, labels.json, train/a.jpg",
    "x/b.jpg, labels.json, photos/x/b.jpg",
    "../y/b.jpg, labels.json, photos/y/b.jpg",
    "b.jpg, photos/x/labels.json, photos/x/b.jpg",
    "gr%C3%BCn%201.jpg, labels.json, photos/gr\u00FCn 1.jpg",
    "gru\u0308n 1.jpg, labels.json, photos/gr\u00FCn 1.jpg",
    "elsewhere/c.jpg, labels.json, c.jpg"
  })
  void findsTheImageThatIsMeant(String reference, String from, String image) {
    assertThat(NAMES.find(reference, from).image()).contains(image);
  }

  @Test
  void namesAllThatMayBeMeant() {
    assertThat(NAMES.find("b.jpg", "labels.json").paths())
        .containsExactly("photos/x/b.jpg", "photos/y/b.jpg");
    assertThat(NAMES.find("a.jpg", "labels.json").isAmbiguous()).isTrue();
  }

  @Test
  void findsNothingInTheFolderOfAnotherSplit() {
    assertThat(NAMES.find("test/a.jpg", "labels.json").paths()).isEmpty();
    assertThat(NAMES.find("a.jpg", "test/labels.json").paths()).isEmpty();
    assertThat(NAMES.find("d.jpg", "labels.json").paths()).isEmpty();
    assertThat(NAMES.find("", "labels.json").paths()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "annotations/instances_train2017.json, TRAIN",
    "val.json, VAL",
    "my-valid set.json, VAL",
    "TEST_labels.json, TEST",
    "train_val.json,",
    "trainval.json, TRAINVAL",
    "latest.json,",
    "train/labels.json,"
  })
  void aWordOfAFileNameIsASplit(String path, SplitName expected) {
    assertThat(SplitName.inWordsOf(path).orElse(null)).isEqualTo(expected);
  }
}
