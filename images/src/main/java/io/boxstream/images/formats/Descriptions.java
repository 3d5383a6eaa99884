package io.boxstream.images.formats;

import static java.util.stream.Collectors.toCollection;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Words about data sets for people. */
public final class Descriptions {

  private Descriptions() {}

  /** A number of things: {@code 1 file}, {@code 2 files}. */
  public static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** The description with the splits that items are assigned to, if any. */
  public static String withSplits(String description, Collection<LabelledItem> items) {
    Set<Assignment> used =
        items.stream()
            .map(LabelledItem::assignment)
            .collect(toCollection(() -> EnumSet.noneOf(Assignment.class)));
    List<String> names =
        Stream.of(Assignment.TRAIN, Assignment.VAL, Assignment.TEST)
            .filter(used::contains)
            .map(split -> split.name().toLowerCase(Locale.ROOT))
            .toList();
    return switch (names.size()) {
      case 0 -> description;
      case 1 -> description + ", split " + names.get(0);
      default ->
          description
              + ", splits "
              + String.join(", ", names.subList(0, names.size() - 1))
              + " and "
              + names.get(names.size() - 1);
    };
  }
}
