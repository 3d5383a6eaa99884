package io.boxstream.inference.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;

/** How a datatype states the values of pixels. */
enum PixelValues {
  /** 0 to 255. */
  UINT8(Byte.BYTES) {
    @Override
    byte next(ByteBuffer data) {
      return data.get();
    }

    @Override
    byte next(JsonParser json) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw ProtocolException.invalid("the data of UINT8 must be whole numbers");
      }
      int value = json.getIntValue();
      if (value < 0 || value > WHITE) {
        throw ProtocolException.invalid("a pixel of UINT8 is not in 0 to 255: " + value);
      }
      return (byte) value;
    }
  },

  /** 0 to 1: 1 is 255, and what is between is rounded to the nearest of the 256 steps. */
  FP32(Float.BYTES) {
    @Override
    byte next(ByteBuffer data) {
      return step(data.getFloat());
    }

    @Override
    byte next(JsonParser json) throws IOException {
      if (!json.currentToken().isNumeric()) {
        throw ProtocolException.invalid("the data of FP32 must be numbers");
      }
      return step(json.getFloatValue());
    }
  };

  private static final int WHITE = 255;
  private static final float HALF_A_STEP = 0.5f;

  private final int size;

  PixelValues(int size) {
    this.size = size;
  }

  /** Bytes of a binary value. */
  int size() {
    return size;
  }

  abstract byte next(ByteBuffer data);

  abstract byte next(JsonParser json) throws IOException;

  /** What interpolation leaves just beside 0 and 1 is rounded; NaN is beside everything. */
  private static byte step(float value) {
    float scaled = value * WHITE;
    if (!(scaled >= -HALF_A_STEP && scaled < WHITE + HALF_A_STEP)) {
      throw ProtocolException.invalid(
          "a pixel of FP32 is not in 0 to 1: %s; send 0 to 255 as UINT8".formatted(value));
    }
    return (byte) Math.round(scaled);
  }
}
