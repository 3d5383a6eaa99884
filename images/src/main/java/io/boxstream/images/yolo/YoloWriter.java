package io.boxstream.images.yolo;

import io.boxstream.images.export.ClassNumbers;
import io.boxstream.images.export.DataSetWriter;
import io.boxstream.images.export.ExportFiles;
import io.boxstream.images.export.ExportedImage;
import io.boxstream.images.export.JsonText;
import io.boxstream.images.export.Numbers;
import io.boxstream.images.formats.RawBox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a YOLO data set as Ultralytics lays it out: {@code images/<split>}, {@code labels/<split>}
 * with a line {@code class cx cy width height} for each box, relative to the size of the image, and
 * {@code data.yaml}. YOLO has no flag for difficult objects.
 */
public final class YoloWriter implements DataSetWriter {

  private static final List<String> REQUIRED = List.of("train", "val");

  private final ExportFiles files;
  private final ClassNumbers classes = new ClassNumbers(0);
  private final Set<String> splits = new TreeSet<>(REQUIRED);

  /**
   * @param files receives the files
   */
  public YoloWriter(ExportFiles files) {
    this.files = files;
  }

  @Override
  public void add(ExportedImage image, byte[] bytes) throws IOException {
    splits.add(image.split());
    files.add("images/" + image.split() + "/" + image.fileName(), bytes);
    StringBuilder lines = new StringBuilder();
    for (RawBox box : image.boxes()) {
      lines.append(line(box, image)).append('\n');
    }
    files.add(
        "labels/" + image.split() + "/" + image.name() + ".txt",
        lines.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private String line(RawBox box, ExportedImage image) {
    double width = image.width();
    double height = image.height();
    return String.join(
        " ",
        Integer.toString(classes.of(box.label())),
        Numbers.text((box.xMin() + box.xMax()) / 2 / width),
        Numbers.text((box.yMin() + box.yMax()) / 2 / height),
        Numbers.text((box.xMax() - box.xMin()) / width),
        Numbers.text((box.yMax() - box.yMin()) / height));
  }

  @Override
  public void finish() throws IOException {
    StringBuilder yaml = new StringBuilder();
    for (String split : splits) {
      yaml.append(split).append(": images/").append(split).append('\n');
    }
    yaml.append("nc: ").append(classes.all().size()).append('\n');
    yaml.append(classes.all().isEmpty() ? "names: {}\n" : "names:\n");
    for (Map.Entry<String, Integer> one : classes.all().entrySet()) {
      yaml.append("  ").append(one.getValue()).append(": ");
      yaml.append(JsonText.quoted(one.getKey())).append('\n');
    }
    files.add("data.yaml", yaml.toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    // nothing is open
  }
}
