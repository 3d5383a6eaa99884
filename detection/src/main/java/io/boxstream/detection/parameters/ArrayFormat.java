package io.boxstream.detection.parameters;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The format of one array in a {@code .params} file. There are four versions: version 3 (NumPy
 * shape semantics), version 2 (what MXNet writes), version 1 (without a storage type), and the
 * format before version 1, whose first number is the number of dimensions.
 */
final class ArrayFormat {
  /** The size of the shortest array: one without dimensions in the format before version 1. */
  static final int LEAST_BYTES = Integer.BYTES;

  private static final int VERSION_1 = 0xF993FAC8;
  private static final int VERSION_2 = 0xF993FAC9;
  private static final int VERSION_3 = 0xF993FACA;
  private static final int NO_SHAPE = -1;
  private static final int DENSE = 0;
  private static final int CPU = 1;
  private static final int MOST_DIMENSIONS = 32;

  /** The largest size of a Java array on every virtual machine. */
  static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private ArrayFormat() {}

  /**
   * Reads an array's header and skips its data.
   *
   * @throws ParameterFileException if the header is not valid, or claims more data than the file
   *     contains
   */
  static ArrayHeader readHeader(BoundedFile file) throws IOException {
    int magic = file.readInt();
    return switch (magic) {
      case VERSION_1 -> readShaped(file, file.readInt(), Long.BYTES, false);
      case VERSION_2 -> {
        checkDense(file.readInt());
        yield readShaped(file, file.readInt(), Long.BYTES, false);
      }
      case VERSION_3 -> {
        checkDense(file.readInt());
        yield readShaped(file, file.readInt(), Long.BYTES, true);
      }
      default -> readShaped(file, magic, Integer.BYTES, false);
    };
  }

  private static void checkDense(int storage) {
    if (storage != DENSE) {
      throw new ParameterFileException(
          "its storage type is " + storage + "; only dense arrays (0) can be read");
    }
  }

  private static ArrayHeader readShaped(
      BoundedFile file, int dimensions, int extentBytes, boolean scalars) throws IOException {
    boolean none = scalars ? dimensions == NO_SHAPE : dimensions == 0;
    if (none) {
      return new ArrayHeader(ElementType.FLOAT32, List.of(), file.position(), 0);
    }
    if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
      throw new ParameterFileException(
          "it has %s dimensions (0x%x); MXNet knows up to %d"
              .formatted(Integer.toUnsignedString(dimensions), dimensions, MOST_DIMENSIONS));
    }
    List<Integer> shape = new ArrayList<>();
    for (int i = 0; i < dimensions; i++) {
      shape.add(readExtent(file, extentBytes, i));
    }
    file.readLong();
    ElementType type = ElementType.ofCode(file.readInt());
    int bytes = bytes(type, shape, file.remaining());
    ArrayHeader header = new ArrayHeader(type, shape, file.position(), bytes);
    file.skip(bytes);
    return header;
  }

  private static int readExtent(BoundedFile file, int bytes, int dimension) throws IOException {
    long extent = bytes == Long.BYTES ? file.readLong() : Integer.toUnsignedLong(file.readInt());
    if (extent < 0 || extent > Integer.MAX_VALUE) {
      throw new ParameterFileException(
          "its extent in dimension %d is %d; it must be between 0 and %d"
              .formatted(dimension, extent, Integer.MAX_VALUE));
    }
    return (int) extent;
  }

  private static int bytes(ElementType type, List<Integer> shape, long remaining) {
    long bytes = shape.contains(0) ? 0 : type.bytes();
    for (int extent : shape) {
      // Neither factor exceeds 31 bits, so the product cannot overflow before the comparison.
      bytes *= extent;
      if (bytes > Math.min(remaining, MAX_BYTES)) {
        throw new ParameterFileException(
            "it claims to be %s %s, %d bytes or more, with %d bytes to come"
                .formatted(type, shape, bytes, remaining));
      }
    }
    if (bytes > remaining) {
      throw new ParameterFileException(
          "it claims to be %s %s, %d bytes, with %d bytes to come"
              .formatted(type, shape, bytes, remaining));
    }
    return (int) bytes;
  }

  /**
   * Whether version 2 cannot represent the shape: that of a scalar, or one with a dimension of 0.
   */
  static boolean needsNumpyShape(ParameterArray array) {
    return array.shape().isEmpty() ? array.size() > 0 : array.shape().contains(0);
  }

  static void write(ParameterArray array, boolean numpyShapes, OutputStream stream)
      throws IOException {
    boolean none = array.shape().isEmpty() && array.size() == 0;
    int dimensions = array.shape().size();
    ByteBuffer head =
        ByteBuffer.allocate(3 * Integer.BYTES + dimensions * Long.BYTES + 3 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(numpyShapes ? VERSION_3 : VERSION_2).putInt(DENSE);
    head.putInt(none && numpyShapes ? NO_SHAPE : dimensions);
    if (!none) {
      array.shape().forEach(extent -> head.putLong(extent));
      head.putInt(CPU).putInt(0).putInt(array.type().code());
    }
    stream.write(head.array(), 0, head.position());
    ByteBuffer data = array.data();
    byte[] chunk = new byte[Math.min(data.remaining(), 1 << 16)];
    while (data.hasRemaining()) {
      int length = Math.min(chunk.length, data.remaining());
      data.get(chunk, 0, length);
      stream.write(chunk, 0, length);
    }
  }
}
