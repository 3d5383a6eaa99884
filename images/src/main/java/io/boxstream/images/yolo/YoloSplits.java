package io.boxstream.images.yolo;

import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.FileNames;
import io.boxstream.images.formats.ImageNames;
import io.boxstream.images.formats.SplitName;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The splits of a YOLO data set: folders and lists that the YAML file names, or lists beside the
 * images ({@code train.txt} and the like). The first of test, validation and training that has an
 * image decides. A split of the same images as training is left out: small examples use their
 * training images for validation as well.
 *
 * <p>Paths in YAML files are those of another machine. A path is looked for below {@code path} and
 * the folder of the file, then with fewer and fewer of its first folders.
 */
final class YoloSplits {

  private static final int LONGEST_LIST = 64 * 1024 * 1024;
  private static final List<Assignment> ORDER =
      List.of(Assignment.TEST, Assignment.VAL, Assignment.TRAIN);

  private final DataSetFiles files;
  private final ImageNames names;
  private final Map<String, Assignment> assignments = new HashMap<>();

  private YoloSplits(DataSetFiles files) {
    this.files = files;
    this.names = new ImageNames(files.images());
  }

  static YoloSplits of(DataSetFiles files, Optional<YoloConfiguration> configuration) {
    YoloSplits splits = new YoloSplits(files);
    configuration.ifPresent(splits::readConfiguration);
    if (splits.isEmpty()) {
      splits.readLists();
    }
    return splits;
  }

  /** Whether nothing assigns images. */
  boolean isEmpty() {
    return assignments.isEmpty();
  }

  /** The split of an image; empty if no folder and no list that is named has it. */
  Optional<Assignment> of(String image) {
    return Optional.ofNullable(assignments.get(image));
  }

  /** Whether a text file lists the images of a split. */
  static boolean isList(String path) {
    return FileNames.isText(path)
        && SplitName.of(FileNames.withoutExtension(FileNames.fileName(path))).isPresent();
  }

  private void readConfiguration(YoloConfiguration configuration) {
    Map<Assignment, Set<String>> images = new EnumMap<>(Assignment.class);
    for (Assignment split : ORDER) {
      Set<String> found = new LinkedHashSet<>();
      configuration
          .splits()
          .get(split)
          .forEach(entry -> found.addAll(resolve(entry, configuration)));
      images.put(split, found);
    }
    assign(images);
  }

  private void readLists() {
    Map<Assignment, Set<String>> images = new EnumMap<>(Assignment.class);
    ORDER.forEach(split -> images.put(split, new LinkedHashSet<>()));
    for (String path : files.paths()) {
      if (isList(path)) {
        Assignment split =
            SplitName.of(FileNames.withoutExtension(FileNames.fileName(path)))
                .orElseThrow()
                .assignment();
        images.get(split).addAll(listed(path));
      }
    }
    assign(images);
  }

  private void assign(Map<Assignment, Set<String>> images) {
    Set<String> training = images.get(Assignment.TRAIN);
    for (Assignment split : ORDER) {
      if (split == Assignment.TRAIN || !images.get(split).equals(training)) {
        images.get(split).forEach(image -> assignments.putIfAbsent(image, split));
      }
    }
  }

  private List<String> resolve(String entry, YoloConfiguration configuration) {
    String clean = ImageNames.normalised(entry);
    String folder = configuration.folder();
    String root = ImageNames.normalised(configuration.root());
    List<String> bases =
        root.isEmpty() ? List.of(folder, "") : List.of(folder + root + "/", root + "/", folder, "");
    for (String base : bases) {
      List<String> found = at(base + clean);
      if (!found.isEmpty()) {
        return found;
      }
    }
    for (String rest = clean; rest.contains("/"); ) {
      rest = rest.substring(rest.indexOf('/') + 1);
      for (String base : bases) {
        List<String> found = at(base + rest);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return List.of();
  }

  /** The images in a folder or in a list. */
  private List<String> at(String path) {
    if (FileNames.isText(path)) {
      return files.paths().contains(path) ? listed(path) : List.of();
    }
    return names.below(path);
  }

  private List<String> listed(String list) {
    return new String(files.read(list, LONGEST_LIST), StandardCharsets.UTF_8)
        .replace("\uFEFF", "")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .flatMap(line -> names.find(line, list).image().stream())
        .toList();
  }
}
