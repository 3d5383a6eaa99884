package io.boxstream.images.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.images.coco.CocoFormat;
import io.boxstream.images.coco.CocoWriter;
import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.DataSet;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DataSetFormat;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.ItemLabels;
import io.boxstream.images.formats.LabelledItem;
import io.boxstream.images.formats.RawBox;
import io.boxstream.images.voc.VocFormat;
import io.boxstream.images.voc.VocWriter;
import io.boxstream.images.voc.VocXml;
import io.boxstream.images.yolo.YoloFormat;
import io.boxstream.images.yolo.YoloWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is exported in one format, imported, and exported in another, is the same data set. */
class RoundTripTest {

  private static final int IMAGES = 60;
  private static final double TOLERANCE = 1e-6;
  private static final List<String> CLASSES = List.of("hat", "größe", "a \"b\" & <c>", "no", "1");

  @TempDir Path directory;

  /** A format in both directions. */
  private enum Format {
    VOC(VocWriter::new, new VocFormat()),
    COCO(CocoWriter::new, new CocoFormat()),
    YOLO(YoloWriter::new, new YoloFormat());

    private final DataSetWriter.Format writer;
    private final DataSetFormat reader;

    Format(DataSetWriter.Format writer, DataSetFormat reader) {
      this.writer = writer;
      this.reader = reader;
    }
  }

  static Stream<Arguments> pairs() {
    return Stream.of(Format.values())
        .flatMap(first -> Stream.of(Format.values()).map(second -> Arguments.of(first, second)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void boxesAndSplitsStayTheSame(Format first, Format second) throws IOException {
    // Given
    List<ExportedImage> images = images();

    // When
    List<ExportedImage> once = read(first, write(first, images), images);
    List<ExportedImage> twice = read(second, write(second, once), images);

    // Then
    boolean difficultKept = first != Format.YOLO && second != Format.YOLO;
    Map<String, ExportedImage> byName =
        twice.stream().collect(Collectors.toMap(ExportedImage::name, Function.identity()));
    assertThat(byName).hasSize(IMAGES);
    for (ExportedImage expected : images) {
      ExportedImage found = byName.get(expected.name());
      assertThat(found.split()).isEqualTo(expected.split());
      assertThat(found.boxes()).hasSameSizeAs(expected.boxes());
      for (int index = 0; index < expected.boxes().size(); index++) {
        assertThatSame(found.boxes().get(index), expected.boxes().get(index), difficultKept);
      }
    }
  }

  private static void assertThatSame(RawBox found, RawBox expected, boolean difficultKept) {
    assertThat(found.label()).isEqualTo(expected.label());
    assertThat(found.xMin()).isCloseTo(expected.xMin(), within(TOLERANCE));
    assertThat(found.yMin()).isCloseTo(expected.yMin(), within(TOLERANCE));
    assertThat(found.xMax()).isCloseTo(expected.xMax(), within(TOLERANCE));
    assertThat(found.yMax()).isCloseTo(expected.yMax(), within(TOLERANCE));
    assertThat(found.difficult()).isEqualTo(difficultKept && expected.difficult());
  }

  private Map<String, byte[]> write(Format format, List<ExportedImage> images) throws IOException {
    WrittenFiles files = new WrittenFiles(directory);
    try (DataSetWriter writer = format.writer.open(files)) {
      for (ExportedImage image : images) {
        writer.add(image, new byte[] {1});
      }
      writer.finish();
    }
    return files.files;
  }

  private List<ExportedImage> read(
      Format format, Map<String, byte[]> written, List<ExportedImage> originals)
      throws IOException {
    Map<String, ExportedImage> byFileName =
        originals.stream().collect(Collectors.toMap(ExportedImage::fileName, one -> one));
    Path temporary = Files.createTempDirectory(directory, "read");
    List<ExportedImage> images = new ArrayList<>();
    try (DataSet data =
        format.reader.recognise(new WrittenDataSet(written)).orElseThrow().open(temporary)) {
      for (int number = 0; number < data.items().size(); number++) {
        LabelledItem item = data.items().get(number);
        String path = item.image().orElseThrow();
        ExportedImage original = byFileName.get(path.substring(path.lastIndexOf('/') + 1));
        DeclaredSize size = new DeclaredSize(original.width(), original.height());
        images.add(
            new ExportedImage(
                original.name(),
                original.extension(),
                item.assignment().name().toLowerCase(Locale.ROOT),
                original.width(),
                original.height(),
                annotation(data.labels(number, () -> size)).boxes()));
      }
    }
    return images;
  }

  private static Annotation annotation(ItemLabels labels) {
    return labels instanceof ItemLabels.Document document
        ? VocXml.read(new String(document.bytes(), UTF_8))
        : ((ItemLabels.Boxes) labels).annotation();
  }

  private static List<ExportedImage> images() {
    Random random = new Random(3);
    List<ExportedImage> images = new ArrayList<>();
    for (int number = 0; number < IMAGES; number++) {
      int width = 50 + random.nextInt(4000);
      int height = 50 + random.nextInt(4000);
      List<RawBox> boxes = new ArrayList<>();
      for (int box = random.nextInt(8); box > 0; box--) {
        double x = random.nextDouble() * (width - 40);
        double y = random.nextInt(height - 40);
        boxes.add(
            new RawBox(
                CLASSES.get(random.nextInt(CLASSES.size())),
                x,
                y,
                random.nextInt(9) == 0 ? width : x + 0.01 + random.nextDouble() * 30,
                y + 1 + random.nextInt(30),
                random.nextInt(4) == 0));
      }
      String split = List.of("train", "train", "val", "test").get(number % 4);
      String extension = number % 3 == 0 ? ".png" : ".jpg";
      images.add(new ExportedImage("image_" + number, extension, split, width, height, boxes));
    }
    return images;
  }

  /** Files in memory as an importer sees them. */
  private record WrittenDataSet(Map<String, byte[]> files) implements DataSetFiles {

    @Override
    public List<String> paths() {
      return files.keySet().stream().sorted().toList();
    }

    @Override
    public long size(String path) {
      return files.get(path).length;
    }

    @Override
    public InputStream open(String path) {
      return new ByteArrayInputStream(files.get(path));
    }
  }
}
