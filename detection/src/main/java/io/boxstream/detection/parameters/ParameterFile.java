package io.boxstream.detection.parameters;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MXNet's {@code .params} files: a list of named arrays. Reads what any version of MXNet wrote, and
 * writes what MXNet 1.9 writes, byte for byte.
 */
public final class ParameterFile {
  static final long LIST_MAGIC = 0x112;

  private static final int LEAST_ARRAY_BYTES = 8;
  private static final int LONGEST_NAME = 4096;

  private ParameterFile() {}

  /**
   * Reads a file.
   *
   * @return the arrays by name in the file's order; by position from "0" on if the file names none
   * @throws ParameterFileException if it is not a whole {@code .params} file
   * @throws UncheckedIOException if it cannot be read
   */
  public static Map<String, ParameterArray> read(Path file) {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
      return read(stream, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Reads {@code length} bytes of a stream as a file; see {@link #read(Path)}. */
  public static Map<String, ParameterArray> read(InputStream stream, long length)
      throws IOException {
    BoundedInput input = new BoundedInput(stream, length);
    long magic = input.readLong();
    if (magic != LIST_MAGIC) {
      throw new ParameterFileException(
          "not a .params file: it starts with 0x" + Long.toHexString(magic));
    }
    input.readLong();
    int count = input.readCount("arrays", LEAST_ARRAY_BYTES);
    List<ParameterArray> arrays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arrays.add(ArrayFormat.read(input));
    }
    List<String> names = readNames(input, count);
    if (input.remaining() > 0) {
      throw new ParameterFileException(input.remaining() + " bytes follow the last name");
    }
    Map<String, ParameterArray> byName = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      if (byName.put(names.get(i), arrays.get(i)) != null) {
        throw new ParameterFileException("two arrays are named " + names.get(i));
      }
    }
    return byName;
  }

  private static List<String> readNames(BoundedInput input, int arrays) throws IOException {
    int count = input.readCount("names", Long.BYTES);
    List<String> names = new ArrayList<>();
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
      int length = input.readCount("characters of a name", 1);
      if (length > LONGEST_NAME) {
        throw new ParameterFileException("a name of " + length + " bytes");
      }
      names.add(new String(input.readBytes(length), StandardCharsets.UTF_8));
    }
    return names;
  }

  /**
   * Writes a file, replacing what is there.
   *
   * @param arrays the arrays, in the order to write them
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Path file, Map<String, ParameterArray> arrays) {
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
      ByteBuffer head = little(3 * Long.BYTES);
      head.putLong(LIST_MAGIC).putLong(0).putLong(arrays.size());
      stream.write(head.array());
      for (ParameterArray array : arrays.values()) {
        ArrayFormat.write(array, stream);
      }
      stream.write(little(Long.BYTES).putLong(arrays.size()).array());
      for (String name : arrays.keySet()) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        stream.write(little(Long.BYTES).putLong(bytes.length).array());
        stream.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
