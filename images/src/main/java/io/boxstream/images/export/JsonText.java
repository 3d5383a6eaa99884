package io.boxstream.images.export;

/** Texts as JSON strings (RFC 8259), which are also strings of YAML 1.2 and 1.1. */
public final class JsonText {

  private JsonText() {}

  /** The text in quotation marks, in ASCII. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == '"' || character == '\\') {
        quoted.append('\\').append(character);
      } else if (character < ' ' || character > '~') {
        quoted.append("\\u%04x".formatted((int) character));
      } else {
        quoted.append(character);
      }
    }
    return quoted.append('"').toString();
  }
}
