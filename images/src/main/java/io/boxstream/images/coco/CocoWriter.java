package io.boxstream.images.coco;

import io.boxstream.images.export.ClassNumbers;
import io.boxstream.images.export.DataSetWriter;
import io.boxstream.images.export.ExportFiles;
import io.boxstream.images.export.ExportedImage;
import io.boxstream.images.export.JsonText;
import io.boxstream.images.export.Numbers;
import io.boxstream.images.export.Spool;
import io.boxstream.images.formats.RawBox;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes a COCO data set: {@code images/<split>} and {@code annotations/instances_<split>.json} for
 * each split. Categories have the same ids in all files, from 1. A difficult object is a crowd
 * region ({@code iscrowd}), which evaluations ignore as well.
 */
public final class CocoWriter implements DataSetWriter {

  private final ExportFiles files;
  private final ClassNumbers categories = new ClassNumbers(1);
  private final Map<String, Instances> splits = new TreeMap<>();
  private long images;
  private long annotations;

  /**
   * @param files receives the files
   */
  public CocoWriter(ExportFiles files) {
    this.files = files;
  }

  /** The two long arrays of a file. */
  private record Instances(Spool images, Spool annotations) {}

  @Override
  public void add(ExportedImage image, byte[] bytes) throws IOException {
    files.add("images/" + image.split() + "/" + image.fileName(), bytes);
    Instances split = splits.get(image.split());
    if (split == null) {
      split = new Instances(Spool.open(files), Spool.open(files));
      splits.put(image.split(), split);
    }
    images++;
    append(
        split.images(),
        "{\"id\":%d,\"file_name\":%s,\"width\":%d,\"height\":%d}"
            .formatted(images, JsonText.quoted(image.fileName()), image.width(), image.height()));
    for (RawBox box : image.boxes()) {
      append(split.annotations(), annotation(box));
    }
  }

  private String annotation(RawBox box) {
    double width = box.xMax() - box.xMin();
    double height = box.yMax() - box.yMin();
    annotations++;
    return ("{\"id\":%d,\"image_id\":%d,\"category_id\":%d,\"bbox\":[%s,%s,%s,%s],\"area\":%s,"
            + "\"iscrowd\":%d,\"segmentation\":[]}")
        .formatted(
            annotations,
            images,
            categories.of(box.label()),
            Numbers.text(box.xMin()),
            Numbers.text(box.yMin()),
            Numbers.text(width),
            Numbers.text(height),
            Numbers.text(width * height),
            box.difficult() ? 1 : 0);
  }

  private static void append(Spool spool, String json) throws IOException {
    spool.append((spool.isEmpty() ? "\n" : ",\n") + json);
  }

  @Override
  public void finish() throws IOException {
    for (Map.Entry<String, Instances> split : splits.entrySet()) {
      Path document = files.temporaryFile();
      try (OutputStream out = Files.newOutputStream(document)) {
        write(out, "{\"info\":{\"description\":\"Boxstream\"},\"licenses\":[],\"images\":[");
        split.getValue().images().copyTo(out);
        write(out, "],\"annotations\":[");
        split.getValue().annotations().copyTo(out);
        write(out, "],\"categories\":[" + categoryList() + "]}\n");
      }
      files.add("annotations/instances_" + split.getKey() + ".json", document);
    }
  }

  private String categoryList() {
    return categories.all().entrySet().stream()
        .map(
            one ->
                "{\"id\":%d,\"name\":%s,\"supercategory\":\"\"}"
                    .formatted(one.getValue(), JsonText.quoted(one.getKey())))
        .collect(Collectors.joining(","));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    for (Instances split : splits.values()) {
      split.images().close();
      split.annotations().close();
    }
  }
}
