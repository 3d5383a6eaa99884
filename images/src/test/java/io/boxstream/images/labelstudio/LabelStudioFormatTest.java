package io.boxstream.images.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.ItemLabels;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.MemoryFiles;
import io.boxstream.images.formats.OpenedDataSet;
import io.boxstream.images.formats.RawBox;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelStudioFormatTest {

  private static final LabelStudioFormat FORMAT = new LabelStudioFormat();

  @TempDir private Path directory;

  @Test
  void readsAnExportAsJson() {
    // Given two uploads, a region drawn upwards, and a choice, which is no region
    MemoryFiles files =
        new MemoryFiles()
            .withImages("images/site 1.jpg", "images/1a2b3c4d-b.png")
            .with(
                "project-1-at-2024-05-01-10-00-1234abcd.json",
                "["
                    + task(
                        "/data/upload/1/9f8e7d6c-site%201.jpg",
                        annotation(
                            "",
                            region(10, 20, 30, 40, 0, "hat")
                                + ","
                                + region(50, 50, -25, -50, 0, "person")
                                + ",{\"id\":\"c\",\"type\":\"choices\","
                                + "\"value\":{\"choices\":[\"day\"]}}"))
                    + ","
                    + task("/data/upload/1/1a2b3c4d-b.png", annotation("", ""))
                    + "]");

    // When
    try (OpenedDataSet data = open(files)) {

      // Then
      assertThat(data.dataSet().description()).isEqualTo("Label Studio JSON, 1 file");
      assertThat(data.annotation("images/site 1.jpg").size()).isEqualTo(new DeclaredSize(200, 100));
      assertThat(data.boxes("images/site 1.jpg"))
          .satisfiesExactly(
              box -> assertBox(box, "hat", 20, 20, 80, 60),
              box -> assertBox(box, "person", 50, 0, 100, 50));
      assertThat(data.boxes("images/1a2b3c4d-b.png")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/data/upload/1/9f8e7d6c-name.jpg, images/name.jpg",
    "/data/upload/1/9f8e7d6c-name.jpg, images/9f8e7d6c-name.jpg",
    "/data/upload/1/name.jpg, images/9f8e7d6c-name.jpg",
    "/data/local-files/?d=set%2Fimages%2Fname.jpg, images/name.jpg",
    "/data/local-files/?d=set/images/a%20name.jpg, images/a name.jpg",
    "https://example.org/bucket/name.jpg?signature=1%2F2, name.jpg",
    "s3://bucket/folder/name.jpg, folder/name.jpg",
    "name.jpg, name.jpg"
  })
  void findsTheImageOfAnAddress(String address, String image) {
    // Given
    MemoryFiles files =
        new MemoryFiles()
            .withImages(image, "other.jpg")
            .with(
                "x.json",
                "[" + task(address, annotation("", region(0, 0, 50, 50, 0, "hat"))) + "]");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThat(data.boxes(image)).hasSize(1);
      assertThat(data.labels("other.jpg")).isInstanceOf(ItemLabels.Missing.class);
    }
  }

  @Test
  void takesGroundTruthThenTheNewestAnnotationThatIsNotCancelled() {
    // Given
    String older =
        annotation("\"updated_at\":\"2024-01-01T00:00:00Z\",", region(0, 0, 9, 9, 0, "old"));
    String newer =
        annotation("\"updated_at\":\"2024-01-02T00:00:00.5Z\",", region(0, 0, 9, 9, 0, "new"));
    String cancelled =
        annotation(
            "\"was_cancelled\":true,\"updated_at\":\"2025-01-01T00:00:00Z\",",
            region(0, 0, 9, 9, 0, "cancelled"));
    String truth =
        annotation(
            "\"ground_truth\":true,\"updated_at\":\"2023-01-01T00:00:00Z\",",
            region(0, 0, 9, 9, 0, "truth"));
    MemoryFiles files =
        new MemoryFiles()
            .withImages("a.jpg", "b.jpg", "c.jpg", "d.jpg")
            .with(
                "x.json",
                "["
                    + task("a.jpg", newer + "," + older + "," + cancelled)
                    + ","
                    + task("b.jpg", truth + "," + newer)
                    + ","
                    + task("c.jpg", cancelled)
                    + ","
                    + task("d.jpg", "")
                    + "]");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThat(data.boxes("a.jpg")).extracting(RawBox::label).containsExactly("new");
      assertThat(data.boxes("b.jpg")).extracting(RawBox::label).containsExactly("truth");
      assertThat(data.labels("c.jpg"))
          .isInstanceOfSatisfying(
              ItemLabels.Missing.class,
              missing -> assertThat(missing.detail()).contains("no annotation"));
      assertThat(data.labels("d.jpg")).isInstanceOf(ItemLabels.Missing.class);
    }
  }

  @Test
  void readsPolygonsAndSeparateShapesAndLabels() {
    // Given
    String polygon =
        "{\"id\":\"p\",\"type\":\"polygonlabels\",\"original_width\":200,\"original_height\":100,"
            + "\"value\":{\"points\":[[10,10],[30,15],[20,50]],\"closed\":true,"
            + "\"polygonlabels\":[\"hat\"]}}";
    String shape =
        "{\"id\":\"r\",\"type\":\"rectangle\",\"original_width\":200,\"original_height\":100,"
            + "\"value\":{\"x\":0,\"y\":0,\"width\":50,\"height\":50,\"rotation\":0}}";
    String label =
        "{\"id\":\"r\",\"type\":\"labels\",\"original_width\":200,\"original_height\":100,"
            + "\"value\":{\"x\":0,\"y\":0,\"width\":50,\"height\":50,\"rotation\":0,"
            + "\"labels\":[\"person\"]}}";
    MemoryFiles files =
        new MemoryFiles()
            .withImages("a.jpg")
            .with(
                "x.json",
                "[" + task("a.jpg", annotation("", polygon + "," + shape + "," + label)) + "]");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThat(data.boxes("a.jpg"))
          .satisfiesExactly(
              box -> assertBox(box, "hat", 20, 10, 60, 50),
              box -> assertBox(box, "person", 0, 0, 100, 50));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"type\":\"rectanglelabels\",\"original_width\":200,\"original_height\":100,\"value\":{\"x\":1,\"y\":1,\"width\":9,\"height\":9,\"rotation\":30,\"rectanglelabels\":[\"hat\"]}|region 1 is rotated",
        "\"type\":\"rectanglelabels\",\"image_rotation\":90,\"original_width\":200,\"original_height\":100,\"value\":{\"x\":1,\"y\":1,\"width\":9,\"height\":9,\"rectanglelabels\":[\"hat\"]}|rotated",
        "\"type\":\"rectanglelabels\",\"value\":{\"x\":1,\"y\":1,\"width\":9,\"height\":9,\"rectanglelabels\":[\"hat\"]}|original_width",
        "\"type\":\"rectanglelabels\",\"original_width\":200,\"original_height\":100,\"value\":{\"x\":1,\"y\":1,\"width\":9,\"height\":9,\"rectanglelabels\":[]}|has no label",
        "\"type\":\"brushlabels\",\"original_width\":200,\"original_height\":100,\"value\":{\"format\":\"rle\",\"rle\":[0,1],\"brushlabels\":[\"hat\"]}|not a rectangle",
        "\"type\":\"keypointlabels\",\"original_width\":200,\"original_height\":100,\"value\":{\"x\":1,\"y\":1,\"width\":0.5,\"keypointlabels\":[\"hat\"]}|not a rectangle"
      })
  void refusesAnImageWithARegionThatIsNoBox(String region, String reason) {
    // Given
    MemoryFiles files =
        new MemoryFiles()
            .withImages("a.jpg", "b.jpg")
            .with(
                "x.json",
                "["
                    + task("a.jpg", annotation("", "{" + region + "}"))
                    + ","
                    + task("b.jpg", annotation("", region(0, 0, 9, 9, 360, "hat")))
                    + "]");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThatThrownBy(() -> data.labels("a.jpg"))
          .isInstanceOf(MalformedAnnotationException.class)
          .hasMessageContaining(reason);
      assertThat(data.boxes("b.jpg")).hasSize(1);
    }
  }

  @Test
  void readsAnExportAsJsonMin() {
    // Given a task with two annotations, of which the first is newer, and one without regions
    String flat =
        "{\"image\":\"/data/upload/1/9f8e7d6c-%s.jpg\",\"id\":%d,%s\"annotator\":1,"
            + "\"annotation_id\":%d,\"created_at\":\"2024-01-01T00:00:00Z\","
            + "\"updated_at\":\"2024-01-0%dT00:00:00Z\",\"lead_time\":3.2}";
    String regions =
        "\"label\":[{\"x\":10,\"y\":20,\"width\":30,\"height\":40,\"rotation\":0,"
            + "\"rectanglelabels\":[\"%s\"],\"original_width\":200,\"original_height\":100}],";
    MemoryFiles files =
        new MemoryFiles()
            .withImages("a.jpg", "b.jpg")
            .with(
                "min.json",
                "["
                    + flat.formatted("a", 1, regions.formatted("newer"), 11, 3)
                    + ","
                    + flat.formatted("a", 1, regions.formatted("older"), 10, 2)
                    + ","
                    + flat.formatted("b", 2, "", 12, 3)
                    + "]");

    // When, Then
    try (OpenedDataSet data = open(files)) {
      assertThat(data.dataSet().description()).isEqualTo("Label Studio JSON-MIN, 1 file");
      assertThat(data.boxes("a.jpg"))
          .satisfiesExactly(box -> assertBox(box, "newer", 20, 20, 80, 60));
      assertThat(data.boxes("b.jpg")).isEmpty();
    }
  }

  private OpenedDataSet open(MemoryFiles files) {
    return OpenedDataSet.of(FORMAT, files, directory);
  }

  private static void assertBox(RawBox box, String label, double... corners) {
    assertThat(box.label()).isEqualTo(label);
    assertThat(new double[] {box.xMin(), box.yMin(), box.xMax(), box.yMax()})
        .containsExactly(corners, within(1e-9));
    assertThat(box.difficult()).isFalse();
  }

  private static String task(String image, String annotations) {
    return "{\"id\":1,\"annotations\":[%s],\"file_upload\":\"x\",\"drafts\":[],\"predictions\":[],\"data\":{\"image\":\"%s\"},\"meta\":{}}"
        .formatted(annotations, image);
  }

  private static String annotation(String fields, String result) {
    return "{%s\"id\":1,\"result\":[%s]}".formatted(fields, result);
  }

  private static String region(
      double x, double y, double width, double height, double rotation, String label) {
    return "{\"original_width\":200,\"original_height\":100,\"image_rotation\":0,\"from_name\":\"label\",\"to_name\":\"image\",\"type\":\"rectanglelabels\",\"origin\":\"manual\",\"value\":{\"x\":%s,\"y\":%s,\"width\":%s,\"height\":%s,\"rotation\":%s,\"rectanglelabels\":[\"%s\"]}}"
        .formatted(x, y, width, height, rotation, label);
  }
}
