package io.boxstream.images.yolo;

import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.DataSetFormat;
import io.boxstream.images.formats.FileNames;
import io.boxstream.images.formats.LabelledItem;
import io.boxstream.images.formats.NamePairs;
import io.boxstream.images.formats.RecognisedDataSet;
import io.boxstream.images.formats.SplitName;
import io.boxstream.images.formats.UnusableDataSetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * YOLO: a text file for each image, in a folder {@code labels} that mirrors {@code images}, or
 * beside the image. Recognised by an image with its text file, and class names in a YAML file, in
 * {@code classes.txt} or in {@code *.names}.
 */
public final class YoloFormat implements DataSetFormat {

  private static final Pattern LINE =
      Pattern.compile("\\s*\\d+(\\.0*)?(\\s+-?[0-9.eE+-]+){4,}\\s*(\\R.*)?", Pattern.DOTALL);
  private static final int EXAMINED = 20;

  @Override
  public String summary() {
    return "YOLO (a text file for each image, with data.yaml or classes.txt)";
  }

  @Override
  public Optional<RecognisedDataSet> recognise(DataSetFiles files) {
    List<YoloFile> labels =
        files.paths().stream().filter(YoloFormat::mayBeLabels).map(YoloFile::labels).toList();
    List<YoloFile> images = files.images().stream().map(YoloFile::image).toList();
    if (labels.isEmpty() || images.isEmpty()) {
      return Optional.empty();
    }
    NamePairs pairs = new NamePairs(images, labels);
    List<String> paired =
        images.stream()
            .flatMap(image -> pairs.annotationOf(image).stream())
            .map(file -> file.path())
            .toList();
    if (paired.isEmpty()) {
      return Optional.empty();
    }
    Optional<YoloConfiguration> configuration = YoloConfiguration.find(files);
    Optional<YoloClasses> classes =
        configuration.map(YoloClasses::of).or(() -> YoloClasses.find(files));
    if (classes.isEmpty()) {
      requireOtherText(files, paired);
      return Optional.empty();
    }
    boolean keypoints = configuration.map(YoloConfiguration::keypoints).orElse(false);
    YoloSplits splits = YoloSplits.of(files, configuration);
    List<LabelledItem> items = items(images, labels, pairs, splits);
    return Optional.of(
        new YoloDataSet(files, items, unpaired(images, pairs), classes.get(), keypoints));
  }

  private static boolean mayBeLabels(String path) {
    String name = FileNames.fileName(path).toLowerCase(Locale.ROOT);
    return FileNames.isText(path)
        && !FileNames.isSystemFile(path)
        && !YoloClasses.isList(path)
        && !name.startsWith("readme")
        && !name.equals("requirements.txt");
  }

  /** Labels without class names are not understood, and nothing else is either. */
  private static void requireOtherText(DataSetFiles files, List<String> paired) {
    for (String path : paired.subList(0, Math.min(EXAMINED, paired.size()))) {
      if (files.size(path) <= YoloLabels.MAX_BYTES
          && LINE.matcher(
                  new String(files.read(path, YoloLabels.MAX_BYTES), StandardCharsets.UTF_8))
              .matches()) {
        throw new UnusableDataSetException(
            path
                + " looks like a YOLO label, but there are no class names; add data.yaml with"
                + " names, or classes.txt with one name a line");
      }
    }
  }

  private static List<LabelledItem> items(
      List<YoloFile> images, List<YoloFile> labels, NamePairs pairs, YoloSplits splits) {
    Assignment otherwise = splits.isEmpty() ? Assignment.BY_IDENTITY : Assignment.NOT_LISTED;
    List<LabelledItem> items = new ArrayList<>();
    for (YoloFile image : images) {
      items.add(
          new LabelledItem(
              FileNames.fileName(image.path()),
              splits.of(image.path()).or(image::folderSplit).orElse(otherwise),
              image.path(),
              pairs.annotationOf(image).map(file -> file.path()).orElse(null),
              pairs.ambiguityOf(image).orElse(null)));
    }
    for (YoloFile file : labels) {
      if (!pairs.isTaken(file) && List.of(file.path().split("/", -1)).contains("labels")) {
        items.add(
            new LabelledItem(
                file.id(),
                SplitName.ofFolders(file.path()).orElse(otherwise),
                null,
                file.path(),
                null));
      }
    }
    items.sort(LabelledItem.ORDER);
    return items;
  }

  /** Images whose name another image with labels has: {@code a.png} beside {@code a.jpg}. */
  private static Set<String> unpaired(List<YoloFile> images, NamePairs pairs) {
    Set<String> unpaired = new HashSet<>();
    for (YoloFile image : images) {
      if (pairs.isTaken(image) && pairs.annotationOf(image).isEmpty()) {
        unpaired.add(image.path());
      }
    }
    return unpaired;
  }
}
