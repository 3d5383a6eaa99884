package io.boxstream.detection.parameters;

import java.util.List;

/**
 * An array of a file cannot be read, and neither can the names, which follow the last array. What
 * came before it may still tell which array it should have been.
 */
final class DamagedArrayException extends ParameterFileException {
  private static final long serialVersionUID = 1L;

  private final transient List<ArrayHeader> before;

  /**
   * @param before the arrays before it, in the file's order
   */
  DamagedArrayException(String message, List<ArrayHeader> before) {
    super(message);
    this.before = List.copyOf(before);
  }

  List<ArrayHeader> before() {
    return before;
  }
}
