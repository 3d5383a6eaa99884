package io.boxstream.images.voc;

import io.boxstream.images.formats.Assignment;
import io.boxstream.images.formats.FileNames;
import io.boxstream.images.formats.LabelledItem;
import io.boxstream.images.formats.NamePairs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Which image of a data set belongs to which annotation and which split, found from file names and
 * lists alone.
 *
 * <p>A data set may be one or several VOC folders at any depth ({@code Annotations}, {@code
 * JPEGImages}, {@code ImageSets/Main} beside each other), or images and annotations in any other
 * order of folders. An image and an annotation belong together when their names are equal up to the
 * extension; the {@code filename} inside an annotation is not read, because it is wrong in data
 * sets that were renamed or converted. Lists decide the split, then folders named {@code train},
 * {@code valid}, {@code test} and the like.
 */
public final class VocLayout {

  private final List<LabelledItem> items;
  private final List<String> files;

  private VocLayout(List<LabelledItem> items, List<String> files) {
    this.items = List.copyOf(items);
    this.files = List.copyOf(files);
  }

  /**
   * Sorts out the files of a data set.
   *
   * @param paths of all files, below the top folder, with forward slashes
   * @param textOf text of a list, by its path
   */
  public static VocLayout of(Collection<String> paths, UnaryOperator<String> textOf) {
    List<String> own = paths.stream().filter(path -> !FileNames.isSystemFile(path)).toList();
    Map<String, Folder> folders = new TreeMap<>();
    own.forEach(path -> VocPath.parse(path).ifPresent(file -> add(folders, file)));
    if (folders.values().stream().noneMatch(Folder::hasBoth)) {
      folders.clear();
      own.forEach(path -> add(folders, VocPath.anywhere(path)));
    }
    List<LabelledItem> items = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (Folder folder : folders.values()) {
      items.addAll(folder.items(textOf));
      files.addAll(folder.files());
    }
    items.sort(LabelledItem.ORDER);
    return new VocLayout(items, files.stream().sorted().toList());
  }

  /** Every image, those for the test first, then validation, then training. */
  public List<LabelledItem> items() {
    return items;
  }

  /** The paths of all images, annotations and lists, sorted. */
  public List<String> files() {
    return files;
  }

  private static void add(Map<String, Folder> folders, VocPath file) {
    folders.computeIfAbsent(file.root(), ignored -> new Folder()).add(file);
  }

  /** The files of one VOC folder. */
  private static final class Folder {

    private final List<VocPath> images = new ArrayList<>();
    private final List<VocPath> annotations = new ArrayList<>();
    private final List<VocPath> lists = new ArrayList<>();

    void add(VocPath file) {
      switch (file.kind()) {
        case IMAGE -> images.add(file);
        case ANNOTATION -> annotations.add(file);
        case LIST -> lists.add(file);
        case OTHER -> {
          // masks, licences and read-me files say nothing about boxes
        }
      }
    }

    boolean hasBoth() {
      return !images.isEmpty() && !annotations.isEmpty();
    }

    List<String> files() {
      return Stream.of(images, annotations, lists)
          .flatMap(List::stream)
          .map(VocPath::path)
          .toList();
    }

    List<LabelledItem> items(UnaryOperator<String> textOf) {
      NamePairs pairs = new NamePairs(images, annotations);
      Set<VocPath> files = new HashSet<>(images);
      files.addAll(annotations);
      VocLists named = new VocLists(lists, files, textOf);
      List<LabelledItem> items = new ArrayList<>();
      for (VocPath image : images) {
        Optional<VocPath> annotation = pairs.annotationOf(image).map(VocPath.class::cast);
        items.add(
            new LabelledItem(
                FileNames.fileName(image.path()),
                assignment(named, image, annotation),
                image.path(),
                annotation.map(VocPath::path).orElse(null),
                pairs.ambiguityOf(image).or(() -> named.ambiguityOf(image)).orElse(null)));
      }
      for (VocPath annotation : annotations) {
        if (!pairs.isTaken(annotation)) {
          items.add(
              new LabelledItem(
                  annotation.id(),
                  assignment(named, annotation, Optional.empty()),
                  null,
                  annotation.path(),
                  null));
        }
      }
      named
          .unknownNames()
          .forEach((name, split) -> items.add(new LabelledItem(name, split, null, null, null)));
      return items;
    }

    private static Assignment assignment(
        VocLists named, VocPath file, Optional<VocPath> annotation) {
      return Stream.concat(Stream.of(file), annotation.stream())
          .flatMap(path -> named.assignmentOf(path).stream())
          .min(Comparator.naturalOrder())
          .or(file::folderSplit)
          .orElse(named.isEmpty() ? Assignment.BY_IDENTITY : Assignment.NOT_LISTED);
    }
  }
}
