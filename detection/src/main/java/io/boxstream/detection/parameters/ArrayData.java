package io.boxstream.detection.parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * An open file whose headers are known.
 *
 * @param path the file, for messages
 * @param file the file, open
 * @param headers the arrays by name, in the file's order; each within the file
 */
record ArrayData(Path path, BoundedFile file, Map<String, ArrayHeader> headers) {
  ArrayData {
    headers = Collections.unmodifiableMap(headers);
  }

  ArrayHeader header(String name) {
    ArrayHeader header = headers.get(name);
    if (header == null) {
      throw new IllegalArgumentException(path + " has no " + name);
    }
    return header;
  }

  ParameterArray read(String name) {
    ArrayHeader header = header(name);
    return read(name, header.position(), header.shape(), header.bytes());
  }

  ParameterArray readRow(String name, int row) {
    ArrayHeader header = header(name);
    List<Integer> shape = header.shape();
    int bytes = header.bytes() / shape.get(0);
    long position = header.position() + (long) row * bytes;
    return read(name, position, shape.subList(1, shape.size()), bytes);
  }

  private ParameterArray read(String name, long position, List<Integer> shape, int bytes) {
    try {
      file.seek(position);
      return new ParameterArray(header(name).type(), shape, file.readBytes(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s of %s".formatted(name, path), e);
    }
  }

  void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + path, e);
    }
  }
}
