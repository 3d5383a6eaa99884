package io.boxstream.images.cvat;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.export.ExportFiles;
import io.boxstream.images.export.Numbers;
import io.boxstream.images.export.PredictedBox;
import io.boxstream.images.export.PredictedImage;
import io.boxstream.images.export.Spool;
import io.boxstream.images.export.TaskWriter;
import io.boxstream.images.export.XmlText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes "CVAT for images 1.1": {@code annotations.xml} and {@code images}, as CVAT exports a task
 * with its images. Coordinates are edges in pixels, counted from zero. Boxes are marked as
 * automatic.
 */
public final class CvatTaskWriter implements TaskWriter {

  private final ExportFiles files;
  private final Spool images;
  private final Set<String> labels = new TreeSet<>();
  private int count;

  /**
   * @param files receives the files
   */
  public CvatTaskWriter(ExportFiles files) throws IOException {
    this.files = requireNonNull(files, "files");
    this.images = Spool.open(files);
  }

  @Override
  public void add(PredictedImage image, byte[] bytes) throws IOException {
    files.add("images/" + image.fileName(), bytes);
    StringBuilder xml = new StringBuilder();
    xml.append(
        "  <image id=\"%d\" name=\"%s\" width=\"%d\" height=\"%d\">\n"
            .formatted(count, XmlText.escaped(image.fileName()), image.width(), image.height()));
    for (PredictedBox box : image.boxes()) {
      labels.add(box.label());
      xml.append(box(box));
    }
    images.append(xml.append("  </image>\n").toString());
    count++;
  }

  private static String box(PredictedBox box) {
    return ("    <box label=\"%s\" source=\"auto\" occluded=\"0\" xtl=\"%s\" ytl=\"%s\" xbr=\"%s\""
            + " ybr=\"%s\" z_order=\"0\"></box>\n")
        .formatted(
            XmlText.escaped(box.label()),
            Numbers.text(box.xMin()),
            Numbers.text(box.yMin()),
            Numbers.text(box.xMax()),
            Numbers.text(box.yMax()));
  }

  @Override
  public void finish() throws IOException {
    Path document = files.temporaryFile();
    try (OutputStream out = Files.newOutputStream(document)) {
      write(out, head());
      images.copyTo(out);
      write(out, "</annotations>\n");
    }
    files.add("annotations.xml", document);
  }

  private String head() {
    String names =
        labels.stream()
            .map(
                label ->
                    "        <label><name>%s</name><type>rectangle</type></label>\n"
                        .formatted(XmlText.escaped(label)))
            .collect(Collectors.joining());
    return """
        <?xml version="1.0" encoding="utf-8"?>
        <annotations>
          <version>1.1</version>
          <meta>
            <task>
              <size>%d</size>
              <mode>annotation</mode>
              <labels>
        %s      </labels>
            </task>
          </meta>
        """
        .formatted(count, names);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    images.close();
  }
}
