package io.boxstream.detection.parameters;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One array of a {@code .params} file. Four forms exist: version 3 (NumPy's rules for shapes),
 * version 2 (what MXNet writes), version 1 (no storage type), and one before versions, whose first
 * number is the number of dimensions.
 */
final class ArrayFormat {
  private static final int VERSION_1 = 0xF993FAC8;
  private static final int VERSION_2 = 0xF993FAC9;
  private static final int VERSION_3 = 0xF993FACA;
  private static final int DENSE = 0;
  private static final int CPU = 1;
  private static final int MOST_DIMENSIONS = 32;
  private static final ParameterArray NONE =
      new ParameterArray(ElementType.FLOAT32, List.of(), new byte[0]);

  private ArrayFormat() {}

  static ParameterArray read(BoundedInput input) throws IOException {
    int magic = input.readInt();
    return switch (magic) {
      case VERSION_1 -> readShaped(input, input.readInt(), Long.BYTES, false);
      case VERSION_2 -> {
        checkDense(input.readInt());
        yield readShaped(input, input.readInt(), Long.BYTES, false);
      }
      case VERSION_3 -> {
        checkDense(input.readInt());
        yield readShaped(input, input.readInt(), Long.BYTES, true);
      }
      default -> readShaped(input, magic, Integer.BYTES, false);
    };
  }

  private static void checkDense(int storage) {
    if (storage != DENSE) {
      throw new ParameterFileException("an array is stored in the sparse form " + storage);
    }
  }

  private static ParameterArray readShaped(
      BoundedInput input, int dimensions, int extentBytes, boolean scalars) throws IOException {
    boolean none = scalars ? dimensions == -1 : dimensions == 0;
    if (none) {
      return NONE;
    }
    if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
      throw new ParameterFileException(
          "an array has " + Integer.toUnsignedString(dimensions) + " dimensions");
    }
    List<Integer> shape = new ArrayList<>();
    long elements = 1;
    for (int i = 0; i < dimensions; i++) {
      long extent =
          extentBytes == Long.BYTES ? input.readLong() : Integer.toUnsignedLong(input.readInt());
      if (extent < 0 || extent > Integer.MAX_VALUE) {
        throw new ParameterFileException("an array's extent is " + Long.toUnsignedString(extent));
      }
      shape.add((int) extent);
      elements = limited(elements, extent, input);
    }
    input.readLong();
    ElementType type = ElementType.ofCode(input.readInt());
    return new ParameterArray(type, shape, input.readBytes(elements * type.bytes()));
  }

  /** The product, as long as the file can hold as many elements. */
  private static long limited(long elements, long extent, BoundedInput input) {
    long product = elements * extent;
    if (product > input.remaining()) {
      throw new ParameterFileException(
          "an array of at least %d elements with %d bytes to come"
              .formatted(product, input.remaining()));
    }
    return product;
  }

  static void write(ParameterArray array, OutputStream stream) throws IOException {
    boolean none = array.shape().isEmpty() && array.size() == 0;
    boolean scalar = array.shape().isEmpty() && !none;
    int dimensions = array.shape().size();
    ByteBuffer head =
        ByteBuffer.allocate(3 * Integer.BYTES + dimensions * Long.BYTES + 3 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(scalar ? VERSION_3 : VERSION_2).putInt(DENSE).putInt(dimensions);
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
