package io.boxstream.detection.parameters;

import java.io.UncheckedIOException;
import java.util.Map;

/** Named arrays that are read one at a time. */
public interface ArraySource {
  /** What there is, in its order. */
  Map<String, ArrayHeader> headers();

  /**
   * Reads an array.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws ParameterFileException if it cannot be an array of a network
   * @throws UncheckedIOException if it cannot be read
   */
  ParameterArray read(String name);
}
