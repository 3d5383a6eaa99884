package io.boxstream.images.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxstream.images.ImageEncoder;
import io.boxstream.images.RgbImage;
import io.boxstream.images.coco.CocoWriter;
import io.boxstream.images.formats.RawBox;
import io.boxstream.images.voc.VocWriter;
import io.boxstream.images.yolo.YoloWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What we write as others read it, in Python: pycocotools, and the conventions of Ultralytics' and
 * GluonCV's loaders. Skipped where Python or a package is missing.
 */
@Tag("external-readers")
class ExternalReadersTest {

  private static final int IMAGES = 40;
  private static final long MINUTES = 2;
  private static final List<String> CLASSES = List.of("hat", "größe", "a \"b\" & <c>");
  private static final String PYTHON = System.getenv().getOrDefault("BOXSTREAM_PYTHON", "python3");

  @TempDir Path directory;

  private final List<ExportedImage> images = images();

  static Stream<Arguments> formats() {
    return Stream.of(
        Arguments.of("coco", "pycocotools", (DataSetWriter.Format) CocoWriter::new, true),
        Arguments.of("yolo", "yaml", (DataSetWriter.Format) YoloWriter::new, false),
        Arguments.of("voc", "xml", (DataSetWriter.Format) VocWriter::new, true));
  }

  @BeforeEach
  void requirePython() {
    assumeTrue(succeeds("-c", "import sys"), PYTHON + " is not there");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void othersReadTheSameBoxesAndSplits(
      String format, String module, DataSetWriter.Format writer, boolean keepsDifficult)
      throws Exception {
    // Given
    assumeTrue(
        succeeds("-c", "import " + module),
        "the Python package " + module + " is missing: pip install " + module);
    Path folder = directory.resolve(format);
    write(writer, folder);

    // When
    List<String> lines = run(script().toString(), format, folder.toString());

    // Then
    Map<String, String> splits = new HashMap<>();
    Map<String, List<RawBox>> boxes = new HashMap<>();
    String image = "";
    for (String line : lines) {
      String[] columns = line.split("\t", -1);
      if (columns[0].equals("image")) {
        image = columns[1];
        splits.put(image, columns[2]);
        boxes.put(image, new ArrayList<>());
      } else {
        boxes.get(image).add(box(columns));
      }
    }
    assertThat(splits).hasSize(IMAGES);
    for (ExportedImage expected : images) {
      assertThat(splits.get(expected.fileName())).isEqualTo(expected.split());
      assertThatSame(
          sorted(boxes.get(expected.fileName())), sorted(expected.boxes()), keepsDifficult);
    }
  }

  private static RawBox box(String[] columns) {
    return new RawBox(
        columns[1],
        Double.parseDouble(columns[2]),
        Double.parseDouble(columns[3]),
        Double.parseDouble(columns[4]),
        Double.parseDouble(columns[5]),
        columns[6].equals("True"));
  }

  private static void assertThatSame(
      List<RawBox> found, List<RawBox> expected, boolean keepsDifficult) {
    assertThat(found).hasSameSizeAs(expected);
    for (int index = 0; index < expected.size(); index++) {
      RawBox box = expected.get(index);
      assertThat(found.get(index).label()).isEqualTo(box.label());
      assertThat(found.get(index).xMin()).isCloseTo(box.xMin(), within(1e-6));
      assertThat(found.get(index).yMin()).isCloseTo(box.yMin(), within(1e-6));
      assertThat(found.get(index).xMax()).isCloseTo(box.xMax(), within(1e-6));
      assertThat(found.get(index).yMax()).isCloseTo(box.yMax(), within(1e-6));
      assertThat(found.get(index).difficult()).isEqualTo(keepsDifficult && box.difficult());
    }
  }

  private void write(DataSetWriter.Format format, Path folder) throws IOException {
    byte[] bytes = new ImageEncoder().jpeg(new RgbImage(8, 8, new byte[192]), 90);
    WrittenFiles files = new WrittenFiles(directory);
    try (DataSetWriter writer = format.open(files)) {
      for (ExportedImage image : images) {
        writer.add(image, bytes);
      }
      writer.finish();
    }
    String sizes =
        images.stream()
            .map(
                image ->
                    "\"%s\":[%d,%d]".formatted(image.fileName(), image.width(), image.height()))
            .collect(Collectors.joining(",", "{", "}"));
    files.add("sizes.json", sizes.getBytes(UTF_8));
    for (var file : files.files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }

  private static List<ExportedImage> images() {
    Random random = new Random(11);
    List<ExportedImage> images = new ArrayList<>();
    for (int number = 0; number < IMAGES; number++) {
      int width = 100 + random.nextInt(900);
      int height = 100 + random.nextInt(900);
      List<RawBox> boxes = new ArrayList<>();
      for (int box = random.nextInt(6); box > 0; box--) {
        double x = random.nextDouble() * (width - 60);
        double y = random.nextInt(height - 60);
        boxes.add(
            new RawBox(
                CLASSES.get(random.nextInt(3)),
                x,
                y,
                x + 1 + random.nextDouble() * 50,
                y + 1 + random.nextInt(50),
                random.nextInt(4) == 0));
      }
      String split = List.of("train", "train", "val", "test").get(number % 4);
      images.add(new ExportedImage("image_" + number, ".jpg", split, width, height, boxes));
    }
    return images;
  }

  private static List<RawBox> sorted(List<RawBox> boxes) {
    return boxes.stream()
        .sorted(
            Comparator.comparing(RawBox::label)
                .thenComparingDouble(RawBox::xMin)
                .thenComparingDouble(RawBox::yMin))
        .toList();
  }

  private Path script() throws IOException {
    Path script = directory.resolve("read.py");
    try (var in = ExternalReadersTest.class.getResourceAsStream("/external-readers/read.py")) {
      Files.write(script, in.readAllBytes());
    }
    return script;
  }

  private boolean succeeds(String... arguments) {
    try {
      run(arguments);
      return true;
    } catch (IOException | InterruptedException | AssertionError e) {
      return false;
    }
  }

  private List<String> run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, "python", ".txt");
    Path errors = Files.createTempFile(directory, "python", ".err");
    Process python =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(python.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(python.exitValue()).as(Files.readString(errors)).isZero();
    return Files.readAllLines(output);
  }
}
