package io.boxstream.inference.draw;

import io.boxstream.images.ImageCanvas;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is written beside a box, in letters that can be drawn. */
final class LabelText {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern DRAWABLE =
      Pattern.compile("[\\x20-\\x7E]*[\\x21-\\x7E][\\x20-\\x7E]*");
  private static final String CUT = "..";

  private LabelText() {}

  /**
   * Label and score. A label that is too long is cut; the score stays.
   *
   * @param index of the class: stands for a label with letters that cannot be drawn
   * @param capital height of a capital letter in pixels
   * @param width that the text may have in pixels
   */
  static String of(String label, int index, double score, double capital, int width) {
    String name = name(label, index);
    String number = String.format(Locale.ROOT, " %.2f", score);
    String text = name + number;
    for (int length = name.length() - 1;
        length > 0 && ImageCanvas.measure(text, capital).width() > width;
        length--) {
      text = name.substring(0, length) + CUT + number;
    }
    return text;
  }

  /** Accents are left out. */
  private static String name(String label, int index) {
    String plain = MARKS.matcher(Normalizer.normalize(label, Normalizer.Form.NFKD)).replaceAll("");
    return DRAWABLE.matcher(plain).matches() ? plain : "class " + index;
  }
}
