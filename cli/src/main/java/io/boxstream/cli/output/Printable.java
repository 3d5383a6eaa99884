package io.boxstream.cli.output;

/**
 * Text for a terminal. Names of files, classes and people come from others: a control character in
 * one would move the cursor, change colours or write into the clipboard.
 */
final class Printable {

  private Printable() {}

  /** The text with control characters and directional marks as escapes; lines and tabs stay. */
  static String of(String text) {
    if (text.codePoints().noneMatch(Printable::isEscaped)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isEscaped(point)) {
                printable.append("\\u%04x".formatted(point));
              } else {
                printable.appendCodePoint(point);
              }
            });
    return printable.toString();
  }

  private static boolean isEscaped(int point) {
    return point != '\n'
        && point != '\t'
        && (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT);
  }
}
