package io.boxstream.local.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Constraints of Bean Validation in words. */
final class Constraints {

  private static final Set<String> OTHERS = Set.of("WithDefault", "Override");

  /** Members of {@code DurationMin} and how a duration is written with them. */
  private static final String[][] UNITS = {
    {"days", "d"}, {"hours", "h"}, {"minutes", "m"}, {"seconds", "s"}, {"millis", "ms"}
  };

  private Constraints() {}

  /**
   * What the annotations demand.
   *
   * @throws IllegalArgumentException if there is an annotation that this class cannot put in words
   */
  static List<String> of(Annotations annotations) {
    List<String> words = new ArrayList<>();
    for (String name : annotations.names()) {
      words(name, annotations).ifPresent(words::add);
    }
    return words;
  }

  private static Optional<String> words(String name, Annotations annotations) {
    if (OTHERS.contains(name) || name.equals("NotNull")) {
      return Optional.empty();
    }
    return switch (name) {
      case "NotBlank" -> Optional.of("not blank");
      case "Min", "DecimalMin" -> Optional.of(bound(name, annotations, "at least ", "above "));
      case "Max", "DecimalMax" -> Optional.of(bound(name, annotations, "at most ", "below "));
      case "DurationMin" -> duration(annotations);
      case "MemorySizeRange" ->
          Optional.of(
              annotations
                  .member(name, "max")
                  .map(most -> "at most " + size(((Number) most).longValue()))
                  .orElse("above 0"));
      default -> throw new IllegalArgumentException("no words for the constraint @" + name);
    };
  }

  private static String bound(
      String name, Annotations annotations, String inclusive, String exclusive) {
    boolean excluded =
        annotations.member(name, "inclusive").filter(Boolean.FALSE::equals).isPresent();
    return (excluded ? exclusive : inclusive) + annotations.member(name, "value").orElseThrow();
  }

  private static Optional<String> duration(Annotations annotations) {
    for (String[] unit : UNITS) {
      Optional<Object> least = annotations.member("DurationMin", unit[0]);
      if (least.isPresent()) {
        return Optional.of(
            ((Number) least.get()).longValue() == 0
                ? "not negative"
                : "at least " + least.get() + unit[1]);
      }
    }
    throw new IllegalArgumentException("no unit of the constraint @DurationMin");
  }

  private static String size(long bytes) {
    long mebibyte = 1024 * 1024;
    return bytes % mebibyte == 0 ? bytes / mebibyte + "M" : bytes + " bytes";
  }
}
