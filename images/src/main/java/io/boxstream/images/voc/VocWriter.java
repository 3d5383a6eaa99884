package io.boxstream.images.voc;

import io.boxstream.images.export.DataSetWriter;
import io.boxstream.images.export.ExportFiles;
import io.boxstream.images.export.ExportedImage;
import io.boxstream.images.export.Numbers;
import io.boxstream.images.export.Spool;
import io.boxstream.images.formats.RawBox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a Pascal VOC folder: {@code JPEGImages}, {@code Annotations} and a list for each split in
 * {@code ImageSets/Main}. Coordinates count from one, as VOC's do, and have a fraction where the
 * box has one.
 */
public final class VocWriter implements DataSetWriter {

  private final ExportFiles files;
  private final Map<String, Spool> lists = new TreeMap<>();

  /**
   * @param files receives the files
   */
  public VocWriter(ExportFiles files) {
    this.files = files;
  }

  @Override
  public void add(ExportedImage image, byte[] bytes) throws IOException {
    files.add("JPEGImages/" + image.fileName(), bytes);
    files.add("Annotations/" + image.name() + ".xml", xml(image).getBytes(StandardCharsets.UTF_8));
    Spool list = lists.get(image.split());
    if (list == null) {
      list = Spool.open(files);
      lists.put(image.split(), list);
    }
    list.append(image.name() + "\n");
  }

  @Override
  public void finish() throws IOException {
    for (Map.Entry<String, Spool> list : lists.entrySet()) {
      files.add("ImageSets/Main/" + list.getKey() + ".txt", list.getValue().file());
    }
  }

  @Override
  public void close() throws IOException {
    for (Spool list : lists.values()) {
      list.close();
    }
  }

  private static String xml(ExportedImage image) {
    StringBuilder xml = new StringBuilder("<annotation>\n");
    xml.append("  <folder>JPEGImages</folder>\n");
    xml.append("  <filename>").append(escaped(image.fileName())).append("</filename>\n");
    xml.append(
        "  <size><width>%d</width><height>%d</height><depth>3</depth></size>\n"
            .formatted(image.width(), image.height()));
    xml.append("  <segmented>0</segmented>\n");
    for (RawBox box : image.boxes()) {
      xml.append("  <object>\n");
      xml.append("    <name>").append(escaped(box.label())).append("</name>\n");
      xml.append("    <pose>Unspecified</pose>\n");
      xml.append("    <truncated>0</truncated>\n");
      xml.append("    <difficult>").append(box.difficult() ? 1 : 0).append("</difficult>\n");
      xml.append(
          "    <bndbox><xmin>%s</xmin><ymin>%s</ymin><xmax>%s</xmax><ymax>%s</ymax></bndbox>\n"
              .formatted(
                  Numbers.text(box.xMin() + 1),
                  Numbers.text(box.yMin() + 1),
                  Numbers.text(box.xMax() + 1),
                  Numbers.text(box.yMax() + 1)));
      xml.append("  </object>\n");
    }
    return xml.append("</annotation>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
