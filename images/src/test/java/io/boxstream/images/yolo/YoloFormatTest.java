package io.boxstream.images.yolo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.images.formats.ItemLabels;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.MemoryFiles;
import io.boxstream.images.formats.OpenedDataSet;
import io.boxstream.images.formats.RawBox;
import io.boxstream.images.formats.UnusableDataSetException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YoloFormatTest {

  private static final YoloFormat FORMAT = new YoloFormat();
  private static final String BOX = "0 0.5 0.5 0.1 0.2\n";

  @TempDir private Path directory;

  @Test
  void readsAnExportOfRoboflow() {
    // Given paths that lead out of the folder, as Roboflow writes them
    MemoryFiles files =
        new MemoryFiles()
            .withImages("train/images/a.jpg", "valid/images/b.jpg", "test/images/c.jpg")
            .with("train/labels/a.txt", "1 0.5 0.5 0.125 0.25\r\n0 0.25 0.5 0.5 1\r\n")
            .with("valid/labels/b.txt", "")
            .with("test/labels/c.txt", BOX)
            .with("README.roboflow.txt", "text")
            .with(
                "data.yaml",
                "train: ../train/images\nval: ../valid/images\ntest: ../test/images\n\nnc: 2\n"
                    + "names: ['hat', 'no']\n\nroboflow:\n  workspace: x\n  version: 1\n");

    // When
    try (OpenedDataSet data = open(files)) {

      // Then in pixels of an image of 200×100
      assertThat(data.dataSet().description())
          .isEqualTo("YOLO, 3 label files, splits train, val and test");
      assertThat(data.items())
          .containsExactly(
              "test/images/c.jpg TEST", "valid/images/b.jpg VAL", "train/images/a.jpg TRAIN");
      assertThat(data.boxes("train/images/a.jpg"))
          .containsExactly(
              new RawBox("no", 87.5, 37.5, 112.5, 62.5, false),
              new RawBox("hat", 0, 0, 100, 100, false));
      assertThat(data.boxes("valid/images/b.jpg")).isEmpty();
      assertThat(data.dataSet().warnings()).isEmpty();
    }
  }

  @Test
  void readsTheLayoutOfUltralyticsWithNamesAsAMapAndAListFile() {
    // Given
    MemoryFiles files =
        new MemoryFiles()
            .withImages(
                "coco8/images/train/a.jpg", "coco8/images/val/b.jpg", "coco8/images/val/c.jpg")
            .with("coco8/labels/train/a.txt", "2 0.1 0.2 0.3 0.2 0.3 0.6")
            .with("coco8/labels/val/b.txt", BOX)
            .with(
                "coco8/val.txt", "./images/val/b.jpg\n./images/val/c.jpg\n./images/val/gone.jpg\n")
            .with(
                "coco8/coco8.yaml",
                "path: coco8 # dataset root dir\ntrain: images/train\nval:\n  - val.txt\ntest:\n"
                    + "names:\n  0: person\n  2: car\n\ndownload: https://example.org/coco8.zip\n");

    // When
    try (OpenedDataSet data = open(files)) {

      // Then
      assertThat(data.items())
          .containsExactly(
              "coco8/images/val/b.jpg VAL",
              "coco8/images/val/c.jpg VAL",
              "coco8/images/train/a.jpg TRAIN");
      assertThat(data.boxes("coco8/images/train/a.jpg"))
          .singleElement()
          .satisfies(
              box -> {
                assertThat(box.label()).isEqualTo("car");
                assertThat(box.xMin()).isCloseTo(20, within(1e-9));
                assertThat(box.yMin()).isCloseTo(20, within(1e-9));
                assertThat(box.xMax()).isCloseTo(60, within(1e-9));
                assertThat(box.yMax()).isCloseTo(60, within(1e-9));
              });
      assertThat(data.boxes("coco8/images/val/c.jpg")).isEmpty();
      assertThat(data.dataSet().warnings())
          .singleElement()
          .asString()
          .contains("1 image has no label file");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path: /content/datasets/x\ntrain: images/train\nval: images/val",
        "path: ../datasets/x\ntrain: /content/datasets/x/images/train\nval: [images/val]",
        "train: [../x/images/train, nothing/here]\nval: D:\\data\\x\\images\\val",
      })
  void findsFoldersWhoseYamlWasWrittenOnAnotherMachine(String splits) {
    // Given
    MemoryFiles files =
        new MemoryFiles()
            .withImages("images/train/a.jpg", "images/val/b.jpg")
            .with("labels/train/a.txt", BOX)
            .with("labels/val/b.txt", BOX)
            .with("data.yaml", splits + "\nnames: [hat]\n");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThat(data.items()).containsExactly("images/val/b.jpg VAL", "images/train/a.jpg TRAIN");
    }
  }

  @Test
  void validationOnTheTrainingImagesIsNoSplit() {
    MemoryFiles files =
        new MemoryFiles()
            .withImages("images/train2017/a.jpg")
            .with("labels/train2017/a.txt", BOX)
            .with("d.yaml", "train: images/train2017\nval: images/train2017\nnames: {0: hat}\n");

    try (OpenedDataSet data = open(files)) {
      assertThat(data.items()).containsExactly("images/train2017/a.jpg TRAIN");
    }
  }

  @Test
  void anImageThatTheYamlLeavesOutIsNotListed() {
    MemoryFiles files =
        new MemoryFiles()
            .withImages("images/a/1.jpg", "images/b/2.jpg")
            .with("labels/a/1.txt", BOX)
            .with("data.yaml", "train: images/a\nnames: [hat]\n");

    try (OpenedDataSet data = open(files)) {
      assertThat(data.items()).containsExactly("images/a/1.jpg TRAIN", "images/b/2.jpg NOT_LISTED");
    }
  }

  @Test
  void readsLabelImgsFilesBesideTheImagesWithClassesTxt() {
    // Given
    MemoryFiles files =
        new MemoryFiles()
            .withImages("photos/a b.jpg", "photos/c.png")
            .with("photos/a b.txt", "1 0.5 0.5 1 1\n")
            .with("photos/classes.txt", "dog\nhat\n");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThat(data.dataSet().description()).isEqualTo("YOLO, 1 label file");
      assertThat(data.boxes("photos/a b.jpg"))
          .containsExactly(new RawBox("hat", 0, 0, 200, 100, false));
      assertThat(data.boxes("photos/c.png")).isEmpty();
      assertThat(data.items())
          .containsExactly("photos/a b.jpg BY_IDENTITY", "photos/c.png BY_IDENTITY");
    }
  }

  @Test
  void readsDarknetsFoldersWithListsAndNames() {
    // Given what CVAT exports as YOLO 1.1
    MemoryFiles files =
        new MemoryFiles()
            .withImages("obj_train_data/a.jpg", "obj_valid_data/b.jpg")
            .with("obj_train_data/a.txt", BOX)
            .with("obj_valid_data/b.txt", BOX)
            .with("obj.data", "classes = 1\ntrain = data/train.txt\n")
            .with("obj.names", "hat\n")
            .with("train.txt", "data/obj_train_data/a.jpg\n")
            .with("valid.txt", "data/obj_valid_data/b.jpg\n");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThat(data.items())
          .containsExactly("obj_valid_data/b.jpg VAL", "obj_train_data/a.jpg TRAIN");
      assertThat(data.boxes("obj_train_data/a.jpg")).hasSize(1);
    }
  }

  @Test
  void readsTheBoxBeforeKeypoints() {
    MemoryFiles files =
        new MemoryFiles()
            .withImages("images/a.jpg")
            .with("labels/a.txt", "0 0.5 0.5 0.125 0.25 0.4 0.4 0.6 0.6\n")
            .with("data.yaml", "kpt_shape: [2, 2]\nnames: [person]\n");

    try (OpenedDataSet data = open(files)) {
      assertThat(data.boxes("images/a.jpg"))
          .containsExactly(new RawBox("person", 87.5, 37.5, 112.5, 62.5, false));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1 0.5 0.5 0.1 0.2, line 1 has the class 1; the classes are 0 to 0",
    "-1 0.5 0.5 0.1 0.2, class -1",
    "0.5 0.5 0.5 0.1 0.2, class 0.5",
    "0 0.5 0.5 0.1, 4 columns",
    "0 0.5 0.5 0.1 0.2 0.9, 6 columns",
    "0 0.5 x 0.1 0.2, '\"x\", which is not a number'",
    "0 0.5 nan 0.1 0.2, not a number"
  })
  void refusesAnImageWithALineThatIsInvalid(String line, String reason) {
    // Given
    MemoryFiles files =
        new MemoryFiles()
            .withImages("images/a.jpg", "images/b.jpg")
            .with("labels/a.txt", line + "\n")
            .with("labels/b.txt", BOX)
            .with("data.yaml", "names: [hat]\n");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThatThrownBy(() -> data.labels("images/a.jpg"))
          .isInstanceOf(MalformedAnnotationException.class)
          .hasMessageContaining(reason);
      assertThat(data.boxes("images/b.jpg")).hasSize(1);
    }
  }

  @Test
  void aLabelWithoutImageIsReportedAndTwoImagesOfOneNameShareNoLabel() {
    // Given
    MemoryFiles files =
        new MemoryFiles()
            .withImages("images/a.jpg", "images/a.png")
            .with("labels/a.txt", BOX)
            .with("labels/gone.txt", BOX)
            .with("notes.txt", "text")
            .with("classes.txt", "hat");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThat(data.items())
          .containsExactly(
              "images/a.jpg BY_IDENTITY", "images/a.png BY_IDENTITY", "gone BY_IDENTITY");
      assertThat(data.labels("images/a.png")).isInstanceOf(ItemLabels.Missing.class);
    }
  }

  @Test
  void asksForClassNamesWhereThereAreNone() {
    MemoryFiles files = new MemoryFiles().withImages("images/a.jpg").with("labels/a.txt", BOX);

    assertThatThrownBy(() -> FORMAT.recognise(files))
        .isInstanceOf(UnusableDataSetException.class)
        .hasMessageContaining("labels/a.txt")
        .hasMessageContaining("classes.txt");
  }

  @Test
  void expandsNothingInYaml() {
    // Given an alias bomb and a type of Java
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d,*a%d,*a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    MemoryFiles aliases = labelled().with("data.yaml", bomb + "names: [hat]\n");
    MemoryFiles type =
        labelled().with("data.yaml", "names: !!javax.script.ScriptEngineManager [hat]\n");

    // When, Then
    assertThatThrownBy(() -> FORMAT.recognise(aliases))
        .isInstanceOf(UnusableDataSetException.class)
        .hasMessageContaining("data.yaml");
    assertThatThrownBy(() -> FORMAT.recognise(type))
        .isInstanceOf(UnusableDataSetException.class)
        .hasMessageContaining("data.yaml");
  }

  @Test
  void leavesTextsBesideImagesAlone() {
    assertThat(
            FORMAT.recognise(
                new MemoryFiles().withImages("a.jpg").with("a.txt", "A kitchen with a sink.")))
        .isEmpty();
  }

  private static MemoryFiles labelled() {
    return new MemoryFiles().withImages("images/a.jpg").with("labels/a.txt", BOX);
  }

  private OpenedDataSet open(MemoryFiles files) {
    return OpenedDataSet.of(FORMAT, files, directory);
  }
}
