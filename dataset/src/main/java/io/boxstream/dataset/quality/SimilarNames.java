package io.boxstream.dataset.quality;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Class names that are probably the same class: they differ by case, by spaces, hyphens and
 * underscores, or by one letter (inserted, removed, replaced, or two exchanged).
 *
 * <p>Names that differ only by case or spaces score 0.95. One letter scores less, and less the more
 * even the two classes are: a slip of the hand makes a rare class beside a common one, while "cat"
 * and "car" are both common. Names shorter than four letters are compared by case and spaces only,
 * and digits are no letters: "type 1" and "type 2" are different.
 */
public final class SimilarNames {

  private static final double SAME_LETTERS = 0.95;
  private static final double ONE_LETTER = 0.8;
  private static final int SHORTEST = 4;

  private SimilarNames() {}

  /**
   * The pairs of similar names. Takes time in proportion to the number and length of the names.
   *
   * @param names of classes
   * @param boxes number of boxes of a class
   * @return one suspect for each pair, the class with more boxes first
   */
  public static List<Suspect> among(Collection<String> names, ToLongFunction<String> boxes) {
    Map<String, List<String>> byForm = new HashMap<>();
    for (String name : new TreeSet<>(names)) {
      byForm.computeIfAbsent(form(name), form -> new ArrayList<>()).add(name);
    }
    List<Suspect> suspects = new ArrayList<>();
    byForm.values().forEach(same -> addPairs(same, boxes, suspects));
    addNeighbours(byForm, boxes, suspects);
    return suspects;
  }

  private static void addPairs(
      List<String> same, ToLongFunction<String> boxes, List<Suspect> suspects) {
    for (int first = 0; first < same.size(); first++) {
      for (int second = first + 1; second < same.size(); second++) {
        suspects.add(suspect(SAME_LETTERS, same.get(first), same.get(second), boxes));
      }
    }
  }

  /** Names that become equal when one letter of each is left out are candidates. */
  private static void addNeighbours(
      Map<String, List<String>> byForm, ToLongFunction<String> boxes, List<Suspect> suspects) {
    Map<String, TreeSet<String>> byPart = new HashMap<>();
    for (String form : byForm.keySet()) {
      if (form.length() >= SHORTEST) {
        byPart.computeIfAbsent(form, part -> new TreeSet<>()).add(form);
        for (int at = 0; at < form.length(); at++) {
          String part = form.substring(0, at) + form.substring(at + 1);
          byPart.computeIfAbsent(part, key -> new TreeSet<>()).add(form);
        }
      }
    }
    TreeSet<String> done = new TreeSet<>();
    for (TreeSet<String> forms : byPart.values()) {
      for (String first : forms) {
        for (String second : forms.tailSet(first, false)) {
          if (differByOneLetter(first, second) && done.add(first + "\n" + second)) {
            String one = byForm.get(first).get(0);
            String other = byForm.get(second).get(0);
            suspects.add(suspect(oneLetter(one, other, boxes), one, other, boxes));
          }
        }
      }
    }
  }

  private static double oneLetter(String one, String other, ToLongFunction<String> boxes) {
    double rare = Math.min(boxes.applyAsLong(one), boxes.applyAsLong(other));
    double common = Math.max(boxes.applyAsLong(one), boxes.applyAsLong(other));
    return common == 0 ? ONE_LETTER / 2 : ONE_LETTER * (1 - rare / (2 * common));
  }

  private static Suspect suspect(
      double score, String one, String other, ToLongFunction<String> boxes) {
    return boxes.applyAsLong(one) >= boxes.applyAsLong(other)
        ? Suspect.ofClassNames(score, List.of(one, other))
        : Suspect.ofClassNames(score, List.of(other, one));
  }

  private static String form(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_\\-]+", "");
  }

  /** Whether one insertion, removal, replacement or exchange of letters makes the same text. */
  static boolean differByOneLetter(String first, String second) {
    if (first.equals(second) || Math.abs(first.length() - second.length()) > 1) {
      return false;
    }
    String shorter = first.length() <= second.length() ? first : second;
    String longer = first.length() <= second.length() ? second : first;
    int at = 0;
    while (at < shorter.length() && shorter.charAt(at) == longer.charAt(at)) {
      at++;
    }
    if (shorter.length() < longer.length()) {
      return Character.isLetter(longer.charAt(at))
          && shorter.substring(at).equals(longer.substring(at + 1));
    }
    if (!Character.isLetter(shorter.charAt(at)) || !Character.isLetter(longer.charAt(at))) {
      return false;
    }
    boolean replaced = shorter.substring(at + 1).equals(longer.substring(at + 1));
    boolean exchanged =
        at + 1 < shorter.length()
            && shorter.charAt(at) == longer.charAt(at + 1)
            && shorter.charAt(at + 1) == longer.charAt(at)
            && shorter.substring(at + 2).equals(longer.substring(at + 2));
    return replaced || exchanged;
  }
}
