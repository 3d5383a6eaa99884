package io.boxstream.detection.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Supplier;

/**
 * An array of a graph ({@code TensorProto}). Its elements are made when it is written, so a file
 * needs the memory of one array.
 *
 * @param head everything but the elements, with the header of their field
 * @param elementBytes the size of the elements
 * @param elements makes the elements: little-endian, C order
 */
record Constant(Message head, long elementBytes, Elements elements) {
  private static final int SHAPE = 1;
  private static final int KIND = 2;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;

  private static final int FLOATS_AT_ONCE = 16 * 1024;

  /** Writes the elements of an array. */
  @FunctionalInterface
  interface Elements {
    /** Writes as many bytes as were promised. */
    void write(OutputStream out) throws IOException;
  }

  /** An array of floats. */
  static Constant floats(String name, List<Integer> shape, Supplier<float[]> values) {
    long count = count(shape);
    return new Constant(
        head(name, ElementKind.FLOAT, shape, count * Float.BYTES),
        count * Float.BYTES,
        out -> write(name, count, values.get(), out));
  }

  /** An array of integers. */
  static Constant longs(String name, List<Integer> shape, long... values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asLongBuffer().put(values);
    if (count(shape) != values.length) {
      throw new IllegalArgumentException(
          "%s has %d elements, not %s".formatted(name, values.length, shape));
    }
    return new Constant(
        head(name, ElementKind.INT64, shape, buffer.capacity()),
        buffer.capacity(),
        out -> out.write(buffer.array()));
  }

  /** The number of bytes of the whole message. */
  long size() {
    return head.size() + elementBytes;
  }

  /** Writes the whole message. */
  void write(OutputStream out) throws IOException {
    out.write(head.toBytes());
    elements.write(out);
  }

  private static Message head(String name, ElementKind kind, List<Integer> shape, long bytes) {
    Message head = new Message();
    shape.forEach(extent -> head.integer(SHAPE, extent));
    return head.integer(KIND, kind.code()).text(NAME, name).header(RAW_DATA, bytes);
  }

  private static long count(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  private static void write(String name, long count, float[] values, OutputStream out)
      throws IOException {
    if (values.length != count) {
      throw new IllegalArgumentException(
          "%s has %d elements, not %d".formatted(name, values.length, count));
    }
    ByteBuffer buffer =
        ByteBuffer.allocate(FLOATS_AT_ONCE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += FLOATS_AT_ONCE) {
      int length = Math.min(FLOATS_AT_ONCE, values.length - from);
      buffer.asFloatBuffer().put(values, from, length);
      out.write(buffer.array(), 0, length * Float.BYTES);
    }
  }
}
