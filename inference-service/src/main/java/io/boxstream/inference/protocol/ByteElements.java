package io.boxstream.inference.protocol;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Elements of a tensor of {@code BYTES}: encoded images. Binary ones have their length in front, 4
 * bytes little-endian; those in JSON are Base64, because text cannot have any bytes.
 */
final class ByteElements {
  private static final String CONTENT_TYPE = "content_type";
  private static final String BASE64 = "base64";

  private final RequestParser parser;
  private final InputLimits limits;

  ByteElements(RequestParser parser, InputLimits limits) {
    this.parser = parser;
    this.limits = limits;
  }

  /** The elements, as many as the shape says. */
  List<byte[]> read(InputTensor input, TensorData data) {
    int count = count(input.shape());
    boolean base64 = isBase64(input);
    List<byte[]> images = input.isBinary() ? binary(data.binary()) : json(input, data);
    if (images.size() != count) {
      throw ProtocolException.invalid(
          "the data have %d elements; the shape %s says %d"
              .formatted(images.size(), input.shape(), count));
    }
    return input.isBinary() && base64
        ? images.stream().map(ByteElements::decoded).toList()
        : images;
  }

  private int count(List<Long> shape) {
    boolean taken = shape.size() == 1 || shape.size() == 2 && shape.get(1) == 1;
    if (!taken) {
      throw ProtocolException.invalid(
          "the shape of encoded images must be [images] or [images, 1], was " + shape);
    }
    limits.requireImages(shape.get(0));
    return shape.get(0).intValue();
  }

  private static boolean isBase64(InputTensor input) {
    String type = input.parameters().text(CONTENT_TYPE).orElse("");
    if (!type.isEmpty() && !type.equals(BASE64) && !type.startsWith("image/")) {
      throw ProtocolException.invalid(
          "the parameter content_type must be base64 or image/*: " + type);
    }
    return type.equals(BASE64);
  }

  private List<byte[]> binary(ByteBuffer data) {
    List<byte[]> images = new ArrayList<>();
    while (data.hasRemaining()) {
      if (data.remaining() < Integer.BYTES) {
        throw ProtocolException.invalid("the binary data end within the length of an element");
      }
      long length = Integer.toUnsignedLong(data.getInt());
      if (length > data.remaining()) {
        throw ProtocolException.invalid(
            "an element of %d bytes is longer than the %d bytes that are left"
                .formatted(length, data.remaining()));
      }
      limits.requireBytes(length);
      limits.requireImages(images.size() + 1L);
      byte[] image = new byte[(int) length];
      data.get(image);
      images.add(image);
    }
    return images;
  }

  private List<byte[]> json(InputTensor input, TensorData data) {
    List<byte[]> images = new ArrayList<>();
    try (JsonParser json =
        parser.open(data.body(), input.data().orElseThrow(), data.headerLength())) {
      int depth = 0;
      do {
        JsonToken token = json.nextToken();
        if (token == JsonToken.START_ARRAY) {
          depth++;
        } else if (token == JsonToken.END_ARRAY) {
          depth--;
        } else if (token == JsonToken.VALUE_STRING) {
          limits.requireImages(images.size() + 1L);
          images.add(json.getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS));
          limits.requireBytes(images.get(images.size() - 1).length);
        } else {
          throw ProtocolException.invalid("the data of BYTES must be texts of Base64");
        }
      } while (depth > 0);
    } catch (IOException e) {
      throw RequestParser.malformed(e);
    }
    return images;
  }

  private static byte[] decoded(byte[] base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw ProtocolException.invalid("an element is no Base64: " + e.getMessage());
    }
  }
}
