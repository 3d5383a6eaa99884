package io.boxstream.inference.protocol;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The body of a request in its two parts.
 *
 * @param body all of it; not copied
 * @param headerLength bytes of JSON at its beginning; binary data are behind them
 */
@SuppressWarnings("ArrayRecordComponent") // passed on without a copy
record TensorData(byte[] body, int headerLength) {

  TensorData {
    requireNonNull(body, "body");
  }

  /** The binary part, little-endian. */
  ByteBuffer binary() {
    return ByteBuffer.wrap(body, headerLength, body.length - headerLength)
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
