package io.boxstream.images.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.images.coco.CocoWriter;
import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.RawBox;
import io.boxstream.images.voc.VocWriter;
import io.boxstream.images.voc.VocXml;
import io.boxstream.images.yolo.YoloWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetWritersTest {

  private static final byte[] BYTES = {1, 2, 3};
  private static final ExportedImage FIRST =
      new ExportedImage(
          "site_7",
          ".jpg",
          "train",
          640,
          480,
          List.of(
              new RawBox("hat", 10, 20.5, 110, 90.25, false),
              new RawBox("R&D <\"ü\">", 0, 0, 640, 480, true)));
  private static final ExportedImage SECOND =
      new ExportedImage(
          "b", ".png", "val", 50, 40, List.of(new RawBox("hat", 5, 4, 15, 24, false)));
  private static final ExportedImage EMPTY =
      new ExportedImage("c", ".jpg", "train", 9, 9, List.of());

  private final Locale locale = Locale.getDefault();

  @TempDir Path directory;

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  @Test
  void vocIsReadAsItWasWritten() throws IOException {
    WrittenFiles written = write(VocWriter::new, FIRST, SECOND, EMPTY);

    assertThat(written.files)
        .containsOnlyKeys(
            "JPEGImages/site_7.jpg",
            "JPEGImages/b.png",
            "JPEGImages/c.jpg",
            "Annotations/site_7.xml",
            "Annotations/b.xml",
            "Annotations/c.xml",
            "ImageSets/Main/train.txt",
            "ImageSets/Main/val.txt")
        .containsEntry("JPEGImages/b.png", BYTES);
    assertThat(written.text("ImageSets/Main/train.txt")).isEqualTo("site_7\nc\n");
    assertThat(written.text("ImageSets/Main/val.txt")).isEqualTo("b\n");
    Annotation annotation = VocXml.read(written.text("Annotations/site_7.xml"));
    assertThat(annotation.boxes()).isEqualTo(FIRST.boxes());
    assertThat(annotation.size()).isEqualTo(new DeclaredSize(640, 480));
    assertThat(written.text("Annotations/site_7.xml"))
        .contains("<xmin>11</xmin><ymin>21.5</ymin><xmax>111</xmax><ymax>91.25</ymax>");
    assertThat(VocXml.read(written.text("Annotations/c.xml")).boxes()).isEmpty();
  }

  @Test
  void yoloLinesAreRelativeToTheImage() throws IOException {
    WrittenFiles written = write(YoloWriter::new, FIRST, SECOND, EMPTY);

    assertThat(written.files)
        .containsOnlyKeys(
            "images/train/site_7.jpg",
            "images/train/c.jpg",
            "images/val/b.png",
            "labels/train/site_7.txt",
            "labels/train/c.txt",
            "labels/val/b.txt",
            "data.yaml");
    assertThat(written.text("labels/val/b.txt")).isEqualTo("0 0.2 0.35 0.2 0.5\n");
    assertThat(written.text("labels/train/site_7.txt")).endsWith("\n1 0.5 0.5 1 1\n");
    assertThat(written.text("labels/train/c.txt")).isEmpty();
    assertThat(written.text("data.yaml"))
        .isEqualTo(
            """
            train: images/train
            val: images/val
            nc: 2
            names:
              0: "hat"
              1: "R&D <\\"\\u00fc\\">"
            """);
  }

  @Test
  void cocoHasOneDocumentForEachSplit() throws IOException {
    WrittenFiles written = write(CocoWriter::new, FIRST, SECOND, EMPTY);

    assertThat(written.files)
        .containsOnlyKeys(
            "images/train/site_7.jpg",
            "images/train/c.jpg",
            "images/val/b.png",
            "annotations/instances_train.json",
            "annotations/instances_val.json");
    String categories =
        "\"categories\":[{\"id\":1,\"name\":\"hat\",\"supercategory\":\"\"},"
            + "{\"id\":2,\"name\":\"R&D <\\\"\\u00fc\\\">\",\"supercategory\":\"\"}]}\n";
    assertThat(written.text("annotations/instances_val.json"))
        .isEqualTo(
            """
            {"info":{"description":"Boxstream"},"licenses":[],"images":[
            {"id":2,"file_name":"b.png","width":50,"height":40}],"annotations":[
            {"id":3,"image_id":2,"category_id":1,"bbox":[5,4,10,20],"area":200,"iscrowd":0,\
            "segmentation":[]}],\
            """
                + categories);
    assertThat(written.text("annotations/instances_train.json"))
        .contains("\"bbox\":[10,20.5,100,69.75]", "\"iscrowd\":1", "\"file_name\":\"c.jpg\"")
        .endsWith(categories);
  }

  @Test
  void numbersAreTheSameInEveryCountryAndExact() throws IOException {
    // Given a country with a decimal comma, and boxes at random places
    Locale.setDefault(Locale.GERMANY);
    Random random = new Random(5);
    List<RawBox> boxes =
        IntStream.range(0, 500)
            .mapToObj(
                number -> {
                  double x = random.nextDouble() * 300 * Math.pow(10, -random.nextInt(7));
                  double y = random.nextDouble() * 200;
                  return new RawBox("hat", x, y, x + 300 * random.nextDouble(), y + 0.001, false);
                })
            .toList();
    ExportedImage image = new ExportedImage("a", ".jpg", "train", 601, 399, boxes);

    // When
    List<RawBox> voc = VocXml.read(write(VocWriter::new, image).text("Annotations/a.xml")).boxes();
    String[] yolo = write(YoloWriter::new, image).text("labels/train/a.txt").split("\n");

    // Then
    for (int index = 0; index < boxes.size(); index++) {
      RawBox box = boxes.get(index);
      assertThat(voc.get(index).xMin()).isCloseTo(box.xMin(), within(1e-9));
      assertThat(voc.get(index).yMax()).isCloseTo(box.yMax(), within(1e-9));
      String[] columns = yolo[index].split(" ");
      double width = Double.parseDouble(columns[3]) * 601;
      double height = Double.parseDouble(columns[4]) * 399;
      assertThat(Double.parseDouble(columns[1]) * 601 - width / 2)
          .isCloseTo(box.xMin(), within(1e-9));
      assertThat(Double.parseDouble(columns[2]) * 399 + height / 2)
          .isCloseTo(box.yMax(), within(1e-9));
      assertThat(yolo[index]).matches("[0-9. ]+");
    }
    assertThat(Numbers.text(1e-7)).isEqualTo("0.00000010");
    assertThat(Numbers.text(-3)).isEqualTo("-3");
  }

  private WrittenFiles write(DataSetWriter.Format format, ExportedImage... images)
      throws IOException {
    WrittenFiles files = new WrittenFiles(directory);
    try (DataSetWriter writer = format.open(files)) {
      for (ExportedImage image : images) {
        writer.add(image, BYTES);
      }
      writer.finish();
    }
    return files;
  }
}
