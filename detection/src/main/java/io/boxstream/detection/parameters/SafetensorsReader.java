package io.boxstream.detection.parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * An open safetensors file: the length of a header, the header, and the tensors' data. Opening it
 * reads and checks the header alone; reading takes memory for one tensor.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class SafetensorsReader implements ArrayFileReader {
  /** The longest header read; that of 1000 tensors has 0.1 MB. */
  static final int LONGEST_HEADER = 8 << 20;

  private final ArrayData data;

  private SafetensorsReader(ArrayData data) {
    this.data = data;
  }

  /**
   * Opens a file.
   *
   * @throws ParameterFileException if it is not a whole safetensors file; the message names the
   *     file, and the tensor where one is at fault
   * @throws UncheckedIOException if it cannot be read
   */
  public static SafetensorsReader open(Path path) {
    try {
      BoundedFile file = new BoundedFile(path);
      try {
        return new SafetensorsReader(new ArrayData(path, file, readHeaders(file)));
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (ParameterFileException e) {
      throw new ParameterFileException(path + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static Map<String, ArrayHeader> readHeaders(BoundedFile file) throws IOException {
    if (file.remaining() < Long.BYTES) {
      throw new ParameterFileException(
          "not a safetensors file: it has %d bytes, and the length of its header takes %d"
              .formatted(file.remaining(), Long.BYTES));
    }
    long length = file.readLong();
    long longest = Math.min(LONGEST_HEADER, file.remaining());
    if (length < 0 || length > longest) {
      throw new ParameterFileException(
          "its header claims %s bytes; with %d bytes to come there can be up to %d"
              .formatted(Long.toUnsignedString(length), file.remaining(), longest));
    }
    byte[] header = file.readBytes(length);
    return new SafetensorsHeader(file.position(), file.remaining()).read(header);
  }

  /** What the file holds, in the order of its data. */
  @Override
  public Map<String, ArrayHeader> headers() {
    return data.headers();
  }

  /**
   * Reads a tensor.
   *
   * @throws ParameterFileException if it has another type than F32, F16 or BF16
   */
  @Override
  public ParameterArray read(String name) {
    requireReal(name);
    return data.read(name);
  }

  /**
   * Reads a part of a tensor.
   *
   * @throws ParameterFileException if it has another type than F32, F16 or BF16
   */
  @Override
  public ParameterArray readRow(String name, int row) {
    requireReal(name);
    return data.readRow(name, row);
  }

  private void requireReal(String name) {
    ArrayHeader header = data.header(name);
    if (!header.type().isReal()) {
      throw new ParameterFileException(
          "%s has %s as %s; F32, F16 and BF16 can be read".formatted(data.path(), name, header));
    }
  }

  @Override
  public void close() {
    data.close();
  }
}
