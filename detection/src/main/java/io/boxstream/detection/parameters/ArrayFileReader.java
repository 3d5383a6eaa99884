package io.boxstream.detection.parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * An open file of named arrays. Its headers are read and checked, its data are not: an array that
 * does not fit is refused by its name before memory is taken for it. Close it after use.
 */
public interface ArrayFileReader extends ArraySource, AutoCloseable {
  /**
   * Opens a {@code .params} or a safetensors file, which are told apart by what they start with:
   * the ninth byte of a safetensors file opens its header, that of a {@code .params} file is 0.
   *
   * @throws ParameterFileException if it is not a whole file of either kind; the message names the
   *     file, and the array where one is at fault
   * @throws UncheckedIOException if it cannot be read
   */
  static ArrayFileReader open(Path path) {
    return isSafetensors(path) ? SafetensorsReader.open(path) : ParameterFileReader.open(path);
  }

  private static boolean isSafetensors(Path path) {
    try (BoundedFile file = new BoundedFile(path)) {
      if (file.remaining() <= Long.BYTES) {
        throw unknown(path, "it has " + file.remaining() + " bytes");
      }
      long start = file.readLong();
      boolean safetensors = file.readBytes(1)[0] == SafetensorsHeader.OPENING;
      if (!safetensors && start != ParameterFileReader.LIST_MAGIC) {
        throw unknown(path, "it starts with 0x%x".formatted(start));
      }
      return safetensors;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static ParameterFileException unknown(Path path, String content) {
    return new ParameterFileException(
        "%s: neither a .params file, which starts with 0x%x, nor a safetensors file, which starts with the length of a JSON object in 8 bytes and the object: %s"
            .formatted(path, ParameterFileReader.LIST_MAGIC, content));
  }

  /**
   * Reads a part of an array that is too large to be read whole for the sake of parts.
   *
   * @param row an index of the first dimension
   * @return what has that index, without the first dimension
   * @throws IllegalArgumentException if the file has none of that name
   * @throws ParameterFileException if it cannot be an array of a network
   * @throws UncheckedIOException if it cannot be read
   */
  ParameterArray readRow(String name, int row);

  /** Closes the file. */
  @Override
  void close();
}
