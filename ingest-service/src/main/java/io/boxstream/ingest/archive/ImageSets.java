package io.boxstream.ingest.archive;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The four lists of a Pascal VOC folder, {@code ImageSets/Main/{train,val,trainval,test}.txt}.
 *
 * <p>A line is an image's id, which may contain spaces; a column of labels behind it (as in VOC's
 * lists per class) and a file extension are taken off when only the rest names an image.
 */
final class ImageSets {

  private static final Pattern LABEL_COLUMN = Pattern.compile("^(.*?\\S)\\s+[+-]?\\d$");

  private final Set<String> train;
  private final Set<String> val;
  private final Set<String> test;

  private ImageSets(Set<String> train, Set<String> val, Set<String> test) {
    this.train = train;
    this.val = val;
    this.test = test;
  }

  /**
   * Reads lists.
   *
   * @param lists where each list's text comes from
   * @param known the ids of which the folder has an image or an annotation
   */
  static ImageSets read(Lists lists, Set<String> known) {
    Set<String> train = ids(lists.train(), known);
    train.addAll(ids(lists.trainval(), known));
    return new ImageSets(train, ids(lists.val(), known), ids(lists.test(), known));
  }

  /** True where no list names an image: then the folder has no split of its own. */
  boolean isEmpty() {
    return train.isEmpty() && val.isEmpty() && test.isEmpty();
  }

  /** Every id that a list names. */
  Set<String> ids() {
    Set<String> all = new TreeSet<>(train);
    all.addAll(val);
    all.addAll(test);
    return all;
  }

  Assignment assignmentOf(String id) {
    if (isEmpty()) {
      return Assignment.BY_IDENTITY;
    }
    if (test.contains(id)) {
      return Assignment.TEST;
    }
    if (val.contains(id)) {
      return Assignment.VAL;
    }
    return train.contains(id) ? Assignment.TRAIN : Assignment.NOT_LISTED;
  }

  private static Set<String> ids(String text, Set<String> known) {
    Set<String> ids = new LinkedHashSet<>();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> ids.add(id(line, known)));
    return ids;
  }

  private static String id(String line, Set<String> known) {
    Matcher column = LABEL_COLUMN.matcher(line);
    String bare = column.matches() ? column.group(1) : line;
    List<String> candidates = List.of(line, bare, withoutExtension(line), withoutExtension(bare));
    return candidates.stream().filter(known::contains).findFirst().orElse(bare);
  }

  private static String withoutExtension(String id) {
    return EntryNames.isImage(id) || EntryNames.isXml(id) ? EntryNames.withoutExtension(id) : id;
  }

  /**
   * The texts of the lists; an absent list is an empty text.
   *
   * @param train {@code train.txt}
   * @param val {@code val.txt}
   * @param trainval {@code trainval.txt}
   * @param test {@code test.txt}
   */
  record Lists(String train, String val, String trainval, String test) {

    Lists {
      requireNonNull(train, "train");
      requireNonNull(val, "val");
      requireNonNull(trainval, "trainval");
      requireNonNull(test, "test");
    }
  }
}
