package io.boxstream.detection.parameters;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * An array in memory in the format of a {@code .params} file: little-endian, C order. Immutable.
 */
public final class ParameterArray {
  private final ElementType type;
  private final List<Integer> shape;
  private final byte[] data;

  /**
   * Creates an array that uses the given bytes without copying them.
   *
   * @param type the type of the elements
   * @param shape the dimensions; empty for a scalar, and for an array without data that was never
   *     initialised
   * @param data the elements
   */
  ParameterArray(ElementType type, List<Integer> shape, byte[] data) {
    this.type = requireNonNull(type, "type");
    this.shape = List.copyOf(shape);
    this.data = requireNonNull(data, "data");
    boolean none = shape.isEmpty() && data.length == 0;
    if (!none && data.length != elements(shape) * type.bytes()) {
      throw new IllegalArgumentException(
          "%d bytes cannot be the %s elements of shape %s".formatted(data.length, type, shape));
    }
  }

  /** Creates a float32 array with these values. */
  public static ParameterArray ofFloats(List<Integer> shape, float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES);
    buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return new ParameterArray(ElementType.FLOAT32, shape, buffer.array());
  }

  /** Creates an int64 array with these values. */
  public static ParameterArray ofLongs(List<Integer> shape, long[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * Long.BYTES);
    buffer.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    return new ParameterArray(ElementType.INT64, shape, buffer.array());
  }

  private static long elements(List<Integer> shape) {
    return shape.contains(0)
        ? 0
        : shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** The type of the elements. */
  public ElementType type() {
    return type;
  }

  /** The dimensions. */
  public List<Integer> shape() {
    return shape;
  }

  /** The number of elements. */
  public int size() {
    return data.length / type.bytes();
  }

  /** The elements' bytes, read-only. */
  public ByteBuffer data() {
    return ByteBuffer.wrap(data).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The elements as float32.
   *
   * @throws ParameterFileException if they are not floating point numbers
   */
  public float[] floats() {
    float[] values = new float[size()];
    ByteBuffer buffer = data();
    switch (type) {
      case FLOAT32 -> buffer.asFloatBuffer().get(values);
      case FLOAT64 -> fill(values, buffer::getDouble);
      case FLOAT16 -> fill(values, () -> half(buffer.getShort()));
      case BFLOAT16 -> fill(values, () -> Float.intBitsToFloat(buffer.getShort() << Short.SIZE));
      case UINT8, INT32, INT8, INT64, BOOL, INT16, UINT16 ->
          throw new ParameterFileException(
              "an array of " + type + " cannot be an array of a network");
    }
    return values;
  }

  /**
   * The array with float32 elements; itself if it has them.
   *
   * @throws ParameterFileException if its elements are not floating point numbers
   */
  public ParameterArray asFloats() {
    return type == ElementType.FLOAT32 ? this : ofFloats(shape, floats());
  }

  private static void fill(float[] values, DoubleSupplier elements) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) elements.getAsDouble();
    }
  }

  /** IEEE 754 half precision: 1 sign, 5 exponent and 10 fraction bits. */
  private static float half(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(0x400 + fraction, exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterArray that
        && type == that.type
        && shape.equals(that.shape)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return type + " " + shape;
  }
}
