package io.boxstream.images.formats;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A data set whose labels were collected from files that hold those of many images.
 *
 * <p>Where several files name an image, the one counts that has all boxes of the others; without
 * such a file the labels contradict each other. Its split is the strictest that a file gives it:
 * test, then validation, then training.
 */
final class CollectedDataSet implements DataSet {

  private static final int[] NONE = {};

  private final String description;
  private final LabelCollector labels;
  private final List<LabelledItem> items;
  private final List<int[]> namings;

  private CollectedDataSet(
      String description, LabelCollector labels, List<LabelledItem> items, List<int[]> namings) {
    this.description = description;
    this.labels = labels;
    this.items = List.copyOf(items);
    this.namings = List.copyOf(namings);
  }

  static CollectedDataSet of(String description, LabelCollector labels) {
    Map<String, int[]> byImage = new HashMap<>();
    for (int number = 0; number < labels.namings().size(); number++) {
      int[] single = {number};
      byImage.merge(labels.namings().get(number).image(), single, CollectedDataSet::joined);
    }
    List<LabelledItem> items = new ArrayList<>();
    for (String image : labels.images()) {
      items.add(
          new LabelledItem(
              FileNames.fileName(image),
              assignment(image, byImage.getOrDefault(image, NONE), labels),
              image,
              null,
              labels.ambiguities().get(image)));
    }
    labels
        .missing()
        .forEach((name, split) -> items.add(new LabelledItem(name, split, null, null, null)));
    items.sort(LabelledItem.ORDER);
    List<int[]> namings =
        items.stream()
            .map(item -> item.image().map(path -> byImage.getOrDefault(path, NONE)).orElse(NONE))
            .toList();
    return new CollectedDataSet(
        Descriptions.withSplits(description, items), labels, items, namings);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<LabelledItem> items() {
    return items;
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(labels.warnings());
  }

  @Override
  public ItemLabels labels(int item, Supplier<DeclaredSize> size) {
    List<Integer> labelled =
        IntStream.of(namings.get(item))
            .boxed()
            .filter(number -> labels.namings().get(number).unlabelled() == null)
            .toList();
    if (items.get(item).ambiguity().isPresent()) {
      return new ItemLabels.Conflicting(items.get(item).ambiguity().get());
    }
    return labelled.isEmpty() ? missing(item) : chosen(labelled);
  }

  @Override
  public void close() {
    labels.close();
  }

  private ItemLabels missing(int item) {
    return new ItemLabels.Missing(
        IntStream.of(namings.get(item))
            .mapToObj(number -> labels.namings().get(number).unlabelled())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(
                "no annotation file names this image; add it to one, without objects if the image"
                    + " shows none"));
  }

  private ItemLabels chosen(List<Integer> numbers) {
    List<Annotation> annotations = new ArrayList<>();
    for (int number : numbers) {
      annotations.add(new Annotation(labels.namings().get(number).size(), labels.boxes(number)));
    }
    Annotation most =
        annotations.stream()
            .max(Comparator.comparingInt(annotation -> annotation.boxes().size()))
            .orElseThrow();
    Set<RawBox> boxes = new HashSet<>(most.boxes());
    if (annotations.stream().allMatch(each -> boxes.containsAll(each.boxes()))) {
      return new ItemLabels.Boxes(most);
    }
    return new ItemLabels.Conflicting(
        numbers.stream()
            .map(number -> labels.namings().get(number).file())
            .distinct()
            .collect(
                joining(" and ", "different labels for this image are in ", "; keep one of them")));
  }

  private static Assignment assignment(String image, int[] numbers, LabelCollector labels) {
    return IntStream.of(numbers)
        .mapToObj(number -> labels.namings().get(number).split())
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .or(() -> SplitName.ofFolders(image))
        .orElse(Assignment.BY_IDENTITY);
  }

  private static int[] joined(int[] one, int[] other) {
    return IntStream.concat(IntStream.of(one), IntStream.of(other)).toArray();
  }
}
