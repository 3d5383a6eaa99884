package io.boxstream.images.formats;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The names that tools give to the folders and lists of a data set's parts. */
public enum SplitName {
  TRAIN,
  VAL,
  TEST,
  TRAINVAL;

  /** The part that a file or folder of this name stands for, in upper or lower case. */
  public static Optional<SplitName> of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Optional.of(TRAIN);
      case "val", "valid", "validation" -> Optional.of(VAL);
      case "test", "testing" -> Optional.of(TEST);
      case "trainval" -> Optional.of(TRAINVAL);
      default -> Optional.empty();
    };
  }

  /** The part that the innermost folder with such a name decides for a file. */
  public static Optional<Assignment> ofFolders(String path) {
    String[] names = path.split("/", -1);
    for (int at = names.length - 2; at >= 0; at--) {
      Optional<SplitName> split = of(names[at]).filter(name -> name != TRAINVAL);
      if (split.isPresent()) {
        return split.map(SplitName::assignment);
      }
    }
    return Optional.empty();
  }

  /**
   * The part that a word in the name of a file stands for: {@code instances_train2017.json}, {@code
   * val.json}. Empty where no word or words of different parts stand for one.
   */
  public static Optional<SplitName> inWordsOf(String path) {
    Set<SplitName> found = EnumSet.noneOf(SplitName.class);
    for (String word : FileNames.fileName(path).split("[^\\p{L}]+", -1)) {
      of(word).ifPresent(found::add);
    }
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
  }

  /** Where its images go: what is in {@code trainval} only is trained on. */
  public Assignment assignment() {
    return switch (this) {
      case TRAIN, TRAINVAL -> Assignment.TRAIN;
      case VAL -> Assignment.VAL;
      case TEST -> Assignment.TEST;
    };
  }
}
