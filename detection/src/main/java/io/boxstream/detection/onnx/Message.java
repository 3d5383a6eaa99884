package io.boxstream.detection.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * A message in protobuf's wire format, written field by field: each is its number and its wire type
 * as one varint, and a value. A nested message, a text or bytes follow their length.
 */
final class Message {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int TYPE_BITS = 3;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds an integer, a boolean or a constant of an enumeration. */
  Message integer(int field, long value) {
    varint((long) field << TYPE_BITS | VARINT);
    varint(value);
    return this;
  }

  /** Adds a text. */
  Message text(int field, String value) {
    return bytes(field, value.getBytes(UTF_8));
  }

  /** Adds bytes. */
  Message bytes(int field, byte[] value) {
    header(field, value.length);
    bytes.writeBytes(value);
    return this;
  }

  /** Adds a nested message. */
  Message message(int field, Message value) {
    return bytes(field, value.toBytes());
  }

  /** Adds the start of a field of bytes whose value the caller writes elsewhere. */
  Message header(int field, long length) {
    varint((long) field << TYPE_BITS | LENGTH_DELIMITED);
    varint(length);
    return this;
  }

  /** The number of bytes so far. */
  int size() {
    return bytes.size();
  }

  /** The message so far. */
  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** Seven bits in each byte, the lowest first; the highest bit says that there are more. */
  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
