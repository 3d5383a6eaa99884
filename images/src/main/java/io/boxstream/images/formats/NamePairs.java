package io.boxstream.images.formats;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which image and which annotation of a folder belong together. Exact names come first. What is
 * left is compared in wider and wider forms: the same name in another spelling, then the same file
 * name in another folder. Such a pair must be the only one of its name, and files of different
 * splits never belong together.
 */
public final class NamePairs {

  private static final Comparator<DataFile> PREFERENCE =
      Comparator.comparingInt((DataFile image) -> FileNames.imagePreference(image.path()))
          .thenComparing(DataFile::path);

  /** The forms after the exact name, the narrowest first. */
  private static final List<Function<DataFile, String>> OTHER_FORMS =
      List.of(
          file -> FileNames.canonical(file.id()),
          file -> file.folderSplit() + "/" + FileNames.canonical(file.name()),
          file -> FileNames.canonical(file.name()));

  private final Map<DataFile, DataFile> annotations = new HashMap<>();
  private final Map<DataFile, String> ambiguities = new HashMap<>();
  private final Set<DataFile> done = new HashSet<>();

  /**
   * Pairs the files of a data set.
   *
   * @param images every image
   * @param annotations every file that may hold the labels of one image
   */
  public NamePairs(List<? extends DataFile> images, List<? extends DataFile> annotations) {
    List<DataFile> left = List.copyOf(images);
    List<DataFile> candidates = List.copyOf(annotations);
    pairExactly(left, candidates);
    for (Function<DataFile, String> form : OTHER_FORMS) {
      if (anyLeft(left) && anyLeft(candidates)) {
        pair(form, left, candidates);
      }
    }
  }

  /** The file with the labels of an image; empty where there is none, or more than one may be. */
  public Optional<DataFile> annotationOf(DataFile image) {
    return Optional.ofNullable(annotations.get(image));
  }

  /** Why it is unknown what belongs to a file; empty where it is known. */
  public Optional<String> ambiguityOf(DataFile file) {
    return Optional.ofNullable(ambiguities.get(file));
  }

  /** Whether an annotation belongs to an image, or may belong to one. */
  public boolean isTaken(DataFile annotation) {
    return done.contains(annotation);
  }

  private boolean anyLeft(List<DataFile> files) {
    return files.stream().anyMatch(file -> !done.contains(file));
  }

  /** Of two images of one name, {@code a.jpg} and {@code a.png}, one has the annotation. */
  private void pairExactly(List<DataFile> images, List<DataFile> candidates) {
    Map<String, List<DataFile>> byId = candidates.stream().collect(groupingBy(DataFile::id));
    images.stream()
        .collect(groupingBy(DataFile::id))
        .forEach(
            (id, group) -> {
              if (byId.containsKey(id)) {
                annotations.put(group.stream().min(PREFERENCE).orElseThrow(), byId.get(id).get(0));
                done.addAll(group);
                done.addAll(byId.get(id));
              }
            });
  }

  private void pair(
      Function<DataFile, String> form, List<DataFile> images, List<DataFile> candidates) {
    Map<String, List<DataFile>> byName = candidates.stream().collect(groupingBy(form));
    images.stream()
        .collect(groupingBy(form))
        .forEach(
            (name, group) -> {
              List<DataFile> sameName = byName.getOrDefault(name, List.of());
              if (anyLeft(group) && anyLeft(sameName) && splits(group, sameName) <= 1) {
                pairIfOnlyOne(group, sameName);
              }
            });
  }

  private static long splits(List<DataFile> images, List<DataFile> candidates) {
    return Stream.concat(images.stream(), candidates.stream())
        .flatMap(file -> file.folderSplit().stream())
        .distinct()
        .count();
  }

  private void pairIfOnlyOne(List<DataFile> images, List<DataFile> candidates) {
    if (images.size() == 1 && candidates.size() == 1) {
      annotations.put(images.get(0), candidates.get(0));
    } else {
      String reason = ambiguity(images, candidates);
      Stream.concat(images.stream(), candidates.stream())
          .filter(file -> !done.contains(file))
          .forEach(file -> ambiguities.put(file, reason));
    }
    done.addAll(images);
    done.addAll(candidates);
  }

  private static String ambiguity(List<DataFile> images, List<DataFile> candidates) {
    return Stream.concat(images.stream(), candidates.stream())
        .map(DataFile::path)
        .sorted()
        .collect(
            joining(
                ", ",
                "the names do not say which of these files belong together: ",
                "; give each image the name of its annotation, and no two images the same name"));
  }
}
