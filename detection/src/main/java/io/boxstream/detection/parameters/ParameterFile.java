package io.boxstream.detection.parameters;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * MXNet's {@code .params} files: a list of named arrays. Reads what any version of MXNet wrote, and
 * writes what MXNet 1.9 writes, byte for byte: version 2, or version 3 for all arrays if one needs
 * NumPy shape semantics, because MXNet rejects files that mix versions.
 */
public final class ParameterFile {
  private ParameterFile() {}

  /**
   * Reads a file.
   *
   * @return the arrays by name in the file's order; if the file contains no names, by position
   *     starting with "0"
   * @throws ParameterFileException if the file is not a complete {@code .params} file
   * @throws UncheckedIOException if it cannot be read
   */
  public static Map<String, ParameterArray> read(Path file) {
    try (ParameterFileReader reader = ParameterFileReader.open(file)) {
      Map<String, ParameterArray> arrays = new LinkedHashMap<>();
      reader.headers().keySet().forEach(name -> arrays.put(name, reader.read(name)));
      return arrays;
    }
  }

  /**
   * Writes a file and replaces an existing one.
   *
   * @param arrays the arrays, in the order to write them
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Path file, Map<String, ParameterArray> arrays) {
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
      ByteBuffer head = little(3 * Long.BYTES);
      head.putLong(ParameterFileReader.LIST_MAGIC).putLong(0).putLong(arrays.size());
      stream.write(head.array());
      boolean numpyShapes = arrays.values().stream().anyMatch(ArrayFormat::needsNumpyShape);
      for (ParameterArray array : arrays.values()) {
        ArrayFormat.write(array, numpyShapes, stream);
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

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
