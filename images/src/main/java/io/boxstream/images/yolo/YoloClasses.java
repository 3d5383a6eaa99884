package io.boxstream.images.yolo;

import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.FileNames;
import io.boxstream.images.formats.ImageNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Class names by number: of a YAML file for all labels, or of {@code classes.txt} or {@code
 * *.names}, one name a line, for the labels in and below its folder.
 */
final class YoloClasses {

  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Map<String, Map<Integer, String>> byFolder;
  private final Map<Integer, String> only;

  private YoloClasses(Map<String, Map<Integer, String>> byFolder) {
    this.byFolder = Map.copyOf(byFolder);
    this.only =
        byFolder.values().stream().distinct().count() == 1
            ? byFolder.values().iterator().next()
            : Map.of();
  }

  static YoloClasses of(YoloConfiguration configuration) {
    return new YoloClasses(Map.of("", configuration.names()));
  }

  /** The names in text files; empty if there are none. */
  static Optional<YoloClasses> find(DataSetFiles files) {
    Map<String, Map<Integer, String>> byFolder = new HashMap<>();
    for (String path : files.paths()) {
      if (isList(path) && files.size(path) <= MAX_BYTES) {
        Map<Integer, String> names =
            names(new String(files.read(path, MAX_BYTES), StandardCharsets.UTF_8));
        if (!names.isEmpty()) {
          byFolder.putIfAbsent(ImageNames.folder(path), names);
        }
      }
    }
    return byFolder.isEmpty() ? Optional.empty() : Optional.of(new YoloClasses(byFolder));
  }

  /** Whether a file holds class names, not labels. */
  static boolean isList(String path) {
    String name = FileNames.fileName(path).toLowerCase(Locale.ROOT);
    return name.equals("classes.txt") || name.endsWith(".names");
  }

  /** The names for a label file: those of the nearest folder above it. */
  Map<Integer, String> namesFor(String labels) {
    String folder = ImageNames.folder(labels);
    while (true) {
      Map<Integer, String> names = byFolder.get(folder);
      if (names != null) {
        return names;
      }
      if (folder.isEmpty()) {
        return only;
      }
      folder = ImageNames.folder(folder.substring(0, folder.length() - 1));
    }
  }

  /** The lines up to the last that is not empty: an empty line keeps its number. */
  private static Map<Integer, String> names(String text) {
    Map<Integer, String> names = new TreeMap<>();
    List<String> lines = text.replace("\uFEFF", "").lines().map(String::strip).toList();
    for (int number = 0; number < lines.size(); number++) {
      if (!lines.get(number).isEmpty()) {
        names.put(number, lines.get(number));
      }
    }
    return names;
  }
}
