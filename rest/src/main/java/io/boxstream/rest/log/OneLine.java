package io.boxstream.rest.log;

import io.boxstream.access.KeySecret;

/**
 * Text of others as a part of a line: what would move the cursor or begin a line is escaped, and
 * API keys are left out.
 */
final class OneLine {
  private OneLine() {}

  /** Whether a text stays as it is. */
  static boolean isSafe(String text) {
    return !text.contains(KeySecret.PREFIX) && text.codePoints().noneMatch(OneLine::isEscaped);
  }

  /** The text with control characters, line separators and directional marks as Java escapes. */
  static String of(String text) {
    if (isSafe(text)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 16);
    KeySecret.mask(text).codePoints().forEach(point -> append(line, point));
    return line.toString();
  }

  private static void append(StringBuilder line, int point) {
    switch (point) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      default -> {
        if (isEscaped(point)) {
          for (char unit : Character.toChars(point)) {
            line.append("\\u%04x".formatted((int) unit));
          }
        } else {
          line.appendCodePoint(point);
        }
      }
    }
  }

  private static boolean isEscaped(int point) {
    if (point == '\t') {
      return false;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
