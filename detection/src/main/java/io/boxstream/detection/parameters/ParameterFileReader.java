package io.boxstream.detection.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An open {@code .params} file. Opening it reads the headers and the names, which follow the last
 * array, and skips the data, so an array that does not fit can be rejected by name before memory is
 * allocated for it. Close it after use.
 */
public final class ParameterFileReader implements ArrayFileReader {
  static final long LIST_MAGIC = 0x112;

  private static final int MOST_ARRAYS = 100_000;
  private static final int LONGEST_NAME = 4096;

  private final ArrayData data;

  private ParameterFileReader(ArrayData data) {
    this.data = data;
  }

  /**
   * Opens a file.
   *
   * @throws ParameterFileException if it is not a complete {@code .params} file. The message
   *     contains the file and the name of the array, or its number if the names cannot be read
   * @throws UncheckedIOException if it cannot be read
   */
  public static ParameterFileReader open(Path path) {
    try {
      BoundedFile file = new BoundedFile(path);
      try {
        return new ParameterFileReader(new ArrayData(path, file, read(file)));
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (DamagedArrayException e) {
      throw new DamagedArrayException(path + ": " + e.getMessage(), e.before());
    } catch (ParameterFileException e) {
      throw new ParameterFileException(path + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static Map<String, ArrayHeader> read(BoundedFile file) throws IOException {
    long magic = file.readLong();
    if (magic != LIST_MAGIC) {
      throw new ParameterFileException(
          "not a .params file: it starts with 0x%x, not 0x%x".formatted(magic, LIST_MAGIC));
    }
    file.readLong();
    long count = readCount(file, "arrays", ArrayFormat.LEAST_BYTES, MOST_ARRAYS);
    List<ArrayHeader> arrays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arrays.add(readHeader(file, arrays, count));
    }
    List<String> names = readNames(file, arrays.size());
    if (file.remaining() > 0) {
      throw new ParameterFileException(file.remaining() + " bytes follow the last name");
    }
    Map<String, ArrayHeader> byName = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      if (byName.put(names.get(i), arrays.get(i)) != null) {
        throw new ParameterFileException("two arrays are named " + names.get(i));
      }
    }
    return byName;
  }

  private static ArrayHeader readHeader(BoundedFile file, List<ArrayHeader> before, long count)
      throws IOException {
    long position = file.position();
    try {
      return ArrayFormat.readHeader(file);
    } catch (ParameterFileException e) {
      throw new DamagedArrayException(
          "array %d of %d, at byte %d: %s"
              .formatted(before.size() + 1, count, position, e.getMessage()),
          before);
    }
  }

  private static List<String> readNames(BoundedFile file, int arrays) throws IOException {
    List<String> names = new ArrayList<>();
    long count = readCount(file, "names", Long.BYTES, MOST_ARRAYS);
    if (count == 0) {
      for (int i = 0; i < arrays; i++) {
        names.add(Integer.toString(i));
      }
      return names;
    }
    if (count != arrays) {
      throw new ParameterFileException(count + " names for " + arrays + " arrays");
    }
    for (int i = 0; i < count; i++) {
      long length = readCount(file, "bytes for the name of array " + (i + 1), 1, LONGEST_NAME);
      names.add(text(file.readBytes(length), i));
    }
    return names;
  }

  /** Reads a count of items that take at least the given number of bytes each. */
  private static long readCount(BoundedFile file, String what, int leastBytes, int most)
      throws IOException {
    long count = file.readLong();
    long possible = Math.min(most, file.remaining() / leastBytes);
    if (count < 0 || count > possible) {
      throw new ParameterFileException(
          "it claims %s %s; with %d bytes to come there can be up to %d"
              .formatted(Long.toUnsignedString(count), what, file.remaining(), possible));
    }
    return count;
  }

  private static String text(byte[] bytes, int array) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ParameterFileException("the name of array " + (array + 1) + " is not UTF-8");
    }
  }

  /**
   * The headers by name in the file's order; if the file contains no names, by position starting
   * with "0".
   */
  @Override
  public Map<String, ArrayHeader> headers() {
    return data.headers();
  }

  @Override
  public ParameterArray read(String name) {
    return data.read(name);
  }

  @Override
  public ParameterArray readRow(String name, int row) {
    return data.readRow(name, row);
  }

  @Override
  public void close() {
    data.close();
  }
}
