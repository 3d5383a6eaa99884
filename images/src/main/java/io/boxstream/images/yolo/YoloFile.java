package io.boxstream.images.yolo;

import io.boxstream.images.formats.DataFile;
import io.boxstream.images.formats.FileNames;
import java.util.ArrayList;
import java.util.List;

/**
 * An image or a label file. They belong together when their paths are equal up to the extension and
 * the last folder named {@code images} or {@code labels}, as Ultralytics' loader defines it.
 *
 * @param path of the file
 * @param id the path without extension and without that folder
 */
record YoloFile(String path, String id) implements DataFile {

  static YoloFile image(String path) {
    return new YoloFile(path, id(path, "images"));
  }

  static YoloFile labels(String path) {
    return new YoloFile(path, id(path, "labels"));
  }

  private static String id(String path, String folder) {
    List<String> segments =
        new ArrayList<>(List.of(FileNames.withoutExtension(path).split("/", -1)));
    int last = segments.subList(0, segments.size() - 1).lastIndexOf(folder);
    if (last >= 0) {
      segments.remove(last);
    }
    return String.join("/", segments);
  }
}
