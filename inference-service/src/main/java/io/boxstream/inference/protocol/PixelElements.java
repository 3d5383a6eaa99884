package io.boxstream.inference.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxstream.images.ImageEncoder;
import io.boxstream.images.RgbImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Pixels of images of one size. They become files of BMP, which cost a copy and lose nothing: from
 * there on they are images like all others.
 */
final class PixelElements {
  private static final int CHANNELS = 3;
  private static final int BMP_HEADER = 54;
  private static final int BMP_ALIGNMENT = 4;

  private final RequestParser parser;
  private final InputLimits limits;
  private final ImageEncoder encoder = new ImageEncoder();

  PixelElements(RequestParser parser, InputLimits limits) {
    this.parser = parser;
    this.limits = limits;
  }

  List<byte[]> read(
      InputTensor input, Optional<Layout> stated, PixelValues values, TensorData data) {
    Layout layout = Layout.of(input.shape(), stated);
    long images = input.shape().get(0);
    long width = layout.width(input.shape());
    long height = layout.height(input.shape());
    limits.requireImages(images);
    limits.requireSize(width, height);
    limits.requireBytes(fileBytes(width, height));
    // Sides have at most 2^31 pixels, and images are few: none of the products overflows.
    long count = images * CHANNELS * width * height;
    byte[] all =
        input.isBinary()
            ? binary(input, values, count, data.binary())
            : json(input, values, count, data);
    int each = Math.toIntExact(CHANNELS * width * height);
    return IntStream.range(0, (int) images)
        .mapToObj(index -> rgb(all, index * each, (int) (width * height), layout))
        .map(rgb -> encoder.bmp(new RgbImage((int) width, (int) height, rgb)))
        .toList();
  }

  private static long fileBytes(long width, long height) {
    long row = (CHANNELS * width + BMP_ALIGNMENT - 1) / BMP_ALIGNMENT * BMP_ALIGNMENT;
    return BMP_HEADER + row * height;
  }

  private static byte[] binary(InputTensor input, PixelValues values, long count, ByteBuffer data) {
    if (data.remaining() != count * values.size()) {
      throw ProtocolException.invalid(
          "the binary data have %d bytes; %s of the shape %s has %d"
              .formatted(data.remaining(), values, input.shape(), count * values.size()));
    }
    byte[] all = new byte[Math.toIntExact(count)];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.next(data);
    }
    return all;
  }

  private byte[] json(InputTensor input, PixelValues values, long count, TensorData data) {
    // A number in JSON takes two bytes at least: what cannot be there needs no memory.
    if (count > data.headerLength()) {
      throw ProtocolException.invalid(
          "the data have fewer numbers than the shape %s".formatted(input.shape()));
    }
    byte[] all = new byte[(int) count];
    int at = 0;
    try (JsonParser json =
        parser.open(data.body(), input.data().orElseThrow(), data.headerLength())) {
      int depth = 0;
      do {
        JsonToken token = json.nextToken();
        if (token == JsonToken.START_ARRAY) {
          depth++;
        } else if (token == JsonToken.END_ARRAY) {
          depth--;
        } else if (at < all.length) {
          all[at++] = values.next(json);
        } else {
          throw ProtocolException.invalid(
              "the data have more numbers than the shape %s".formatted(input.shape()));
        }
      } while (depth > 0);
    } catch (IOException e) {
      throw RequestParser.malformed(e);
    }
    if (at != all.length) {
      throw ProtocolException.invalid(
          "the data have %d numbers; the shape %s has %d".formatted(at, input.shape(), count));
    }
    return all;
  }

  /** Red, green, blue of each pixel, row by row. */
  private static byte[] rgb(byte[] all, int from, int pixels, Layout layout) {
    byte[] rgb = new byte[CHANNELS * pixels];
    switch (layout) {
      case NHWC -> System.arraycopy(all, from, rgb, 0, rgb.length);
      case NCHW -> {
        for (int channel = 0; channel < CHANNELS; channel++) {
          for (int pixel = 0; pixel < pixels; pixel++) {
            rgb[CHANNELS * pixel + channel] = all[from + channel * pixels + pixel];
          }
        }
      }
    }
    return rgb;
  }
}
