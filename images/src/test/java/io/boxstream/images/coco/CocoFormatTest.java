package io.boxstream.images.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.ItemLabels;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.MemoryFiles;
import io.boxstream.images.formats.OpenedDataSet;
import io.boxstream.images.formats.RawBox;
import io.boxstream.images.formats.UnusableDataSetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoFormatTest {

  private static final CocoFormat FORMAT = new CocoFormat();

  @TempDir private Path directory;

  @Test
  void readsAnExportOfRoboflow() {
    // Given a JSON file in each folder, with a category that only groups the others
    String categories =
        "\"categories\":[{\"id\":0,\"name\":\"heads\",\"supercategory\":\"none\"},"
            + "{\"id\":1,\"name\":\"hat\",\"supercategory\":\"heads\"}]";
    MemoryFiles files =
        new MemoryFiles()
            .withImages(
                "train/a_jpg.rf.01.jpg", "train/b.jpg", "valid/a_jpg.rf.01.jpg", "test/c.jpg")
            .with(
                "train/_annotations.coco.json",
                "{\"info\":{\"year\":\"2024\"},\"licenses\":[],"
                    + categories
                    + ",\"images\":[{\"id\":0,\"license\":1,\"file_name\":\"a_jpg.rf.01.jpg\","
                    + "\"height\":100,\"width\":200},{\"id\":1,\"file_name\":\"b.jpg\","
                    + "\"height\":100,\"width\":200}],\"annotations\":[{\"id\":0,\"image_id\":0,"
                    + "\"category_id\":1,\"bbox\":[1.5,2,30.25,40],\"area\":1210,"
                    + "\"segmentation\":[],\"iscrowd\":0}]}")
            .with(
                "valid/_annotations.coco.json",
                "{"
                    + categories
                    + ",\"images\":[{\"id\":0,\"file_name\":\"a_jpg.rf.01.jpg\"}],"
                    + "\"annotations\":[]}")
            .with(
                "test/_annotations.coco.json",
                "{"
                    + categories
                    + ",\"images\":[{\"id\":0,\"file_name\":\"c.jpg\"}],"
                    + "\"annotations\":[]}")
            .with("README.roboflow.txt", "text");

    // When
    try (OpenedDataSet data = open(files)) {

      // Then
      assertThat(data.dataSet().description())
          .isEqualTo("COCO, 3 files, splits train, val and test");
      assertThat(data.items())
          .containsExactly(
              "test/c.jpg TEST",
              "valid/a_jpg.rf.01.jpg VAL",
              "train/a_jpg.rf.01.jpg TRAIN",
              "train/b.jpg TRAIN");
      assertThat(data.annotation("train/a_jpg.rf.01.jpg").size())
          .isEqualTo(new DeclaredSize(200, 100));
      assertThat(data.boxes("train/a_jpg.rf.01.jpg"))
          .containsExactly(new RawBox("hat", 1.5, 2, 31.75, 42, false));
      assertThat(data.boxes("train/b.jpg")).isEmpty();
      assertThat(data.boxes("valid/a_jpg.rf.01.jpg")).isEmpty();
      assertThat(data.dataSet().warnings()).isEmpty();
    }
  }

  @Test
  void readsTheLayoutOfCocoItselfWithAnnotationsBeforeImagesAndIdsWithGaps() {
    // Given
    MemoryFiles files =
        new MemoryFiles()
            .withImages("train2017/000000000009.jpg", "val2017/000000000139.jpg")
            .with(
                "annotations/instances_train2017.json",
                coco(
                    "{\"id\":9000000001,\"image_id\":9,\"category_id\":90,\"bbox\":[0,0,1e1,5],"
                        + "\"iscrowd\":1,\"segmentation\":{\"counts\":[1,2],\"size\":[100,200]}}",
                    "{\"id\":9,\"file_name\":\"000000000009.jpg\",\"coco_url\":\"http://x/9.jpg\"}",
                    "{\"id\":1,\"name\":\"person\"},{\"id\":90,\"name\":\"toothbrush\"}"))
            .with(
                "annotations/instances_val2017.json",
                coco(
                    "",
                    "{\"id\":139,\"file_name\":\"000000000139.jpg\"}",
                    "{\"id\":1,\"name\":\"person\"}"))
            .with(
                "annotations/captions_train2017.json",
                "{\"images\":[{\"id\":9,\"file_name\":\"000000000009.jpg\"}],"
                    + "\"annotations\":[{\"id\":1,\"image_id\":9,\"caption\":\"A kitchen.\"}]}");

    // When
    try (OpenedDataSet data = open(files)) {

      // Then
      assertThat(data.dataSet().description()).isEqualTo("COCO, 2 files, splits train and val");
      assertThat(data.items())
          .containsExactly("val2017/000000000139.jpg VAL", "train2017/000000000009.jpg TRAIN");
      assertThat(data.boxes("train2017/000000000009.jpg"))
          .containsExactly(new RawBox("toothbrush", 0, 0, 10, 5, true));
      assertThat(data.dataSet().warnings())
          .singleElement()
          .asString()
          .contains("captions_train2017.json", "not used");
    }
  }

  @Test
  void takesTheBoxOfPolygonsOnlyWhereThereIsNoBox() {
    // Given
    MemoryFiles files =
        single(
            "{\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,2,2],"
                + "\"segmentation\":[[0,0,50,0,50,50]]},"
                + "{\"id\":2,\"image_id\":1,\"category_id\":1,\"bbox\":[],"
                + "\"segmentation\":[[10.5,20,30,20,30,40.25],[5,25,6,26,7,27]]},"
                + "{\"id\":3,\"image_id\":1,\"category_id\":1,\"bbox\":null,"
                + "\"segmentation\":[[1,2,3,4,5,6]]}");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThat(data.boxes("a.jpg"))
          .containsExactly(
              new RawBox("hat", 1, 1, 3, 3, false),
              new RawBox("hat", 5, 20, 30, 40.25, false),
              new RawBox("hat", 1, 2, 5, 6, false));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"category_id\":1,\"segmentation\":{\"counts\":\"abc\",\"size\":[2,2]}|RLE",
        "\"category_id\":1|neither bbox nor polygons",
        "\"category_id\":1,\"bbox\":[1,2,3]|3 numbers",
        "\"category_id\":1,\"bbox\":[1,2,3,4,30]|5 numbers",
        "\"category_id\":1,\"bbox\":[1,2,\"a\",4]|not a finite number",
        "\"category_id\":1,\"bbox\":[1,2,1e999,4]|not a finite number",
        "\"category_id\":7,\"bbox\":[1,2,3,4]|category 7"
      })
  void refusesAnImageWithAnObjectThatHasNoBox(String fields, String reason) {
    // Given
    MemoryFiles files =
        single(
            "{\"id\":5,\"image_id\":1,"
                + fields
                + "},{\"id\":6,\"image_id\":2,\"category_id\":1,\"bbox\":[0,0,1,1]}");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThatThrownBy(() -> data.labels("a.jpg"))
          .isInstanceOf(MalformedAnnotationException.class)
          .hasMessageContaining("annotation 5")
          .hasMessageContaining(reason);
      assertThat(data.boxes("b.jpg")).hasSize(1);
    }
  }

  @Test
  void countsAnnotationsOfUnknownImagesAndCategoriesOnce() {
    // Given
    MemoryFiles files =
        single(
            "{\"image_id\":77,\"category_id\":1,\"bbox\":[0,0,1,1]},"
                + "{\"image_id\":78,\"category_id\":1,\"bbox\":[0,0,1,1]},"
                + "{\"image_id\":1,\"category_id\":8,\"bbox\":[0,0,1,1]},"
                + "{\"image_id\":1,\"category_id\":9,\"bbox\":[0,0,1,1]}");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThat(data.dataSet().warnings())
          .satisfiesExactlyInAnyOrder(
              warning -> assertThat(warning).contains("2 annotations of images"),
              warning -> assertThat(warning).contains("2 annotations of categories", "8, 9"));
    }
  }

  @Test
  void findsImagesByPathThenByTheirOnlyName() {
    // Given
    MemoryFiles files =
        new MemoryFiles()
            .withImages(
                "data/x/a.jpg", "data/y/a.jpg", "data/x/only.jpg", "data/z/b.jpg", "data/w/b.jpg")
            .with(
                "labels.json",
                coco(
                    "{\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,1,1]},"
                        + "{\"image_id\":2,\"category_id\":1,\"bbox\":[2,2,2,2]}",
                    "{\"id\":1,\"file_name\":\"x/a.jpg\"},{\"id\":2,\"file_name\":\".\\\\y\\\\a.jpg\"},"
                        + "{\"id\":3,\"file_name\":\"elsewhere/only.jpg\"},"
                        + "{\"id\":4,\"file_name\":\"b.jpg\"},{\"id\":5,\"file_name\":\"gone.jpg\"}",
                    "{\"id\":1,\"name\":\"hat\"}"));

    // When
    try (OpenedDataSet data = open(files)) {

      // Then
      assertThat(data.boxes("data/x/a.jpg")).extracting(RawBox::xMin).containsExactly(1.0);
      assertThat(data.boxes("data/y/a.jpg")).extracting(RawBox::xMin).containsExactly(2.0);
      assertThat(data.boxes("data/x/only.jpg")).isEmpty();
      assertThat(data.labels("data/z/b.jpg"))
          .isInstanceOfSatisfying(
              ItemLabels.Conflicting.class,
              conflict -> assertThat(conflict.detail()).contains("data/w/b.jpg", "data/z/b.jpg"));
      assertThat(data.items()).contains("gone.jpg BY_IDENTITY");
    }
  }

  @Test
  void ofImagesOfOneNameTheOneInTheFolderOfTheFilesSplitIsMeant() {
    // Given
    String image = "{\"id\":1,\"file_name\":\"a.jpg\"}";
    String hat = "{\"id\":1,\"name\":\"hat\"}";
    MemoryFiles files =
        new MemoryFiles()
            .withImages("images/train/a.jpg", "images/val/a.jpg")
            .with(
                "annotations/instances_train.json",
                coco("{\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,1,1]}", image, hat))
            .with("annotations/instances_val.json", coco("", image, hat));

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThat(data.items()).containsExactly("images/val/a.jpg VAL", "images/train/a.jpg TRAIN");
      assertThat(data.boxes("images/train/a.jpg")).hasSize(1);
      assertThat(data.boxes("images/val/a.jpg")).isEmpty();
    }
  }

  @Test
  void anImageThatNoFileNamesHasNoLabels() {
    MemoryFiles files = single("").withImages("unlabelled.jpg");

    try (OpenedDataSet data = open(files)) {
      assertThat(data.labels("unlabelled.jpg")).isInstanceOf(ItemLabels.Missing.class);
    }
  }

  @Test
  void ofTwoFilesOfOneImageTheOneWithAllBoxesCountsAndTheStricterSplit() {
    // Given two files, of which the second has some of the first one's boxes, and a third that
    // differs
    String both =
        "{\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,1,1]},"
            + "{\"image_id\":1,\"category_id\":1,\"bbox\":[2,2,2,2]}";
    String image = "{\"id\":1,\"file_name\":\"a.jpg\"}";
    String hat = "{\"id\":1,\"name\":\"hat\"}";
    MemoryFiles agreeing =
        new MemoryFiles()
            .withImages("a.jpg")
            .with("train.json", coco(both, image, hat))
            .with(
                "keypoints_val.json",
                coco("{\"image_id\":1,\"category_id\":1,\"bbox\":[2,2,2,2]}", image, hat));
    MemoryFiles contradicting =
        new MemoryFiles()
            .withImages("a.jpg")
            .with("one.json", coco(both, image, hat))
            .with(
                "two.json",
                coco("{\"image_id\":1,\"category_id\":1,\"bbox\":[9,9,9,9]}", image, hat));

    // When, Then
    try (OpenedDataSet data = open(agreeing)) {
      assertThat(data.boxes("a.jpg")).hasSize(2);
      assertThat(data.items()).containsExactly("a.jpg VAL");
    }
    try (OpenedDataSet data = open(contradicting)) {
      assertThat(data.labels("a.jpg"))
          .isInstanceOfSatisfying(
              ItemLabels.Conflicting.class,
              conflict -> assertThat(conflict.detail()).contains("one.json", "two.json"));
    }
  }

  @Test
  void saysWhereAFileCannotBeRead() {
    MemoryFiles cut =
        new MemoryFiles()
            .withImages("a.jpg")
            .with("labels.json", "{\"images\":[{\"id\":1,\"file_name\":\"a.jpg\"}],\n\"anno");
    MemoryFiles twice =
        new MemoryFiles()
            .withImages("a.jpg", "b.jpg")
            .with(
                "labels.json",
                coco(
                    "",
                    "{\"id\":1,\"file_name\":\"a.jpg\"},{\"id\":1,\"file_name\":\"b.jpg\"}",
                    "{\"id\":1,\"name\":\"hat\"}"));
    MemoryFiles others =
        new MemoryFiles()
            .withImages("c.jpg")
            .with(
                "labels.json",
                coco("", "{\"id\":1,\"file_name\":\"a.jpg\"}", "{\"id\":1,\"name\":\"hat\"}"));

    assertThatThrownBy(() -> open(cut))
        .isInstanceOf(UnusableDataSetException.class)
        .hasMessageContaining("labels.json")
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> open(twice)).hasMessageContaining("two images with the id 1");
    assertThatThrownBy(() -> open(others)).hasMessageContaining("none of which is there");
  }

  @Test
  void keepsNothingOnDiskAfterwards() throws IOException {
    // Given
    MemoryFiles files = single("{\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,1,1]}");

    // When
    try (OpenedDataSet data = open(files)) {
      assertThat(data.boxes("a.jpg")).hasSize(1);
    }

    // Then
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void refusesAnImageWithTooManyObjectsAlone() {
    // Given
    StringBuilder annotations = new StringBuilder();
    for (int i = 0; i < 10_002; i++) {
      annotations.append("{\"image_id\":1,\"category_id\":1,\"bbox\":[1,1,1,1]},");
    }
    annotations.append("{\"image_id\":2,\"category_id\":1,\"bbox\":[1,1,1,1]}");

    // When, Then
    try (OpenedDataSet data = open(single(annotations.toString()))) {
      assertThatThrownBy(() -> data.labels("a.jpg")).hasMessageContaining("10000");
      assertThat(data.boxes("b.jpg")).hasSize(1);
    }
  }

  @Test
  void leavesOtherJsonAlone() {
    assertThat(
            FORMAT.recognise(
                new MemoryFiles()
                    .withImages("a.jpg")
                    .with("package.json", "{\"name\":\"x\",\"images\":[\"a.png\"]}")
                    .with("list.json", "[1,2,3]")
                    .with("broken.json", "{\"images\":")))
        .isEmpty();
  }

  private OpenedDataSet open(MemoryFiles files) {
    return OpenedDataSet.of(FORMAT, files, directory);
  }

  private static MemoryFiles single(String annotations) {
    return new MemoryFiles()
        .withImages("a.jpg", "b.jpg")
        .with(
            "labels.json",
            coco(
                annotations,
                "{\"id\":1,\"file_name\":\"a.jpg\"},{\"id\":2,\"file_name\":\"b.jpg\"}",
                "{\"id\":1,\"name\":\"hat\"}"));
  }

  /** Annotations first, as some writers sort the fields by name. */
  private static String coco(String annotations, String images, String categories) {
    return "{\"annotations\":[%s],\"categories\":[%s],\"images\":[%s]}"
        .formatted(annotations, categories, images);
  }
}
