package io.boxstream.images.formats;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Limits the length of each tag, comment and other piece of markup of an XML file. Parsers hold one
 * such piece in memory, whatever its length; texts they return in parts. Follows the markup byte by
 * byte, which is right for UTF-8 and every other encoding in which ASCII characters have their own
 * bytes, and in UTF-16, whose zero bytes are skipped.
 */
final class MarkupLimit extends FilterInputStream {

  private final String path;
  private final int limit;
  private State state = State.TEXT;
  private int length;
  private int quote;
  private String end = "";
  private int matched;

  private enum State {
    TEXT,
    /** After the angle bracket. */
    OPENED,
    /** After the angle bracket and the exclamation mark. */
    DECLARED,
    TAG,
    /** In a comment, a section of CDATA, an instruction or a document type. */
    UNTIL_END
  }

  /**
   * @param path of the file, for messages
   * @param in the file
   * @param limit most bytes of a piece of markup
   */
  MarkupLimit(String path, InputStream in, int limit) {
    super(in);
    this.path = path;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value > 0) {
      follow(value);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    int read = in.read(buffer, offset, count);
    for (int at = offset; at < offset + read; at++) {
      if (buffer[at] != 0) {
        follow(buffer[at]);
      }
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void follow(int value) {
    if (state == State.TEXT) {
      if (value == '<') {
        state = State.OPENED;
        length = 0;
      }
      return;
    }
    length++;
    if (length > limit) {
      throw new UnreadableFileException(
          path + " has a tag or comment of more than " + limit + " bytes");
    }
    switch (state) {
      case OPENED -> opened(value);
      case DECLARED -> declared(value);
      case TAG -> inTag(value);
      case UNTIL_END -> untilEnd(value);
      case TEXT -> throw new IllegalStateException("handled above");
    }
  }

  private void opened(int value) {
    if (value == '!') {
      state = State.DECLARED;
    } else if (value == '?') {
      expect("?>");
    } else {
      state = State.TAG;
      quote = 0;
      inTag(value);
    }
  }

  private void declared(int value) {
    if (value == '-') {
      expect("-->");
    } else {
      expect(value == '[' ? "]]>" : ">");
    }
  }

  private void inTag(int value) {
    if (quote != 0) {
      quote = value == quote ? 0 : quote;
    } else if (value == '"' || value == '\'') {
      quote = value;
    } else if (value == '>') {
      state = State.TEXT;
    }
  }

  private void expect(String expected) {
    state = State.UNTIL_END;
    end = expected;
    matched = 0;
  }

  private void untilEnd(int value) {
    if (value == end.charAt(matched)) {
      matched++;
      if (matched == end.length()) {
        state = State.TEXT;
      }
      return;
    }
    // One more hyphen or bracket leaves the end within reach: "--->" ends a comment as "-->" does.
    boolean repeated =
        matched > 0 && matched == end.length() - 1 && value == end.charAt(matched - 1);
    if (!repeated) {
      matched = value == end.charAt(0) ? 1 : 0;
    }
  }
}
