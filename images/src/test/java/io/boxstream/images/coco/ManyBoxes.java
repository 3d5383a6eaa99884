package io.boxstream.images.coco;

import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.DataSet;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.ItemLabels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A process with a small heap that reads a COCO file which does not fit into it. Prints the number
 * of boxes that it finds.
 */
final class ManyBoxes {

  static final int IMAGES = 100;

  private ManyBoxes() {}

  /** A file with many annotations, each with a long polygon. */
  static void write(Path file, int annotations) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      out.write("{\"categories\":[{\"id\":1,\"name\":\"hat\"}],\"annotations\":[");
      String polygon = "[[" + "12.25,13.5,".repeat(20) + "1,2]]";
      for (int i = 0; i < annotations; i++) {
        out.write(
            (i == 0 ? "" : ",")
                + "{\"id\":"
                + i
                + ",\"image_id\":"
                + i % IMAGES
                + ",\"category_id\":1,\"bbox\":["
                + i % 90
                + ",2.5,3,4],\"segmentation\":"
                + polygon
                + "}");
      }
      out.write("],\"images\":[");
      for (int i = 0; i < IMAGES; i++) {
        out.write((i == 0 ? "" : ",") + "{\"id\":" + i + ",\"file_name\":\"" + i + ".jpg\"}");
      }
      out.write("]}");
    }
  }

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    long boxes = 0;
    try (DataSet dataSet =
        new CocoFormat().recognise(new Folder(folder)).orElseThrow().open(folder)) {
      for (int item = 0; item < dataSet.items().size(); item++) {
        Annotation annotation =
            ((ItemLabels.Boxes) dataSet.labels(item, () -> DeclaredSize.UNKNOWN)).annotation();
        boxes += annotation.boxes().size();
      }
    }
    System.out.println(boxes);
  }

  /** The labels on disk, and images that are names only. */
  private record Folder(Path root) implements DataSetFiles {

    @Override
    public List<String> paths() {
      return IntStream.rangeClosed(0, IMAGES)
          .mapToObj(i -> i == IMAGES ? "labels.json" : i + ".jpg")
          .sorted()
          .toList();
    }

    @Override
    public long size(String path) {
      return path.endsWith("json") ? root.resolve(path).toFile().length() : 1;
    }

    @Override
    public InputStream open(String path) {
      try {
        return Files.newInputStream(root.resolve(path));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
