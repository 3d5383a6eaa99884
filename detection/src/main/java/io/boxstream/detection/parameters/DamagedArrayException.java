package io.boxstream.detection.parameters;

import java.util.List;

/**
 * An array of a file cannot be read, and therefore neither can the names, which follow the last
 * array. The arrays before it may still identify the damaged one.
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
