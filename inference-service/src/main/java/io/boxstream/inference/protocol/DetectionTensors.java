package io.boxstream.inference.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxstream.events.DetectedBox;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What was found in some images, as tensors. Images with fewer boxes than the one with most of them
 * are filled up: with zeros, and labels without letters. {@code count} says how many boxes there
 * are.
 *
 * @param images the boxes of each image, best first
 */
record DetectionTensors(List<List<DetectedBox>> images) {
  private static final int CORNERS = 4;

  DetectionTensors {
    images = images.stream().map(List::copyOf).toList();
  }

  /** Most boxes of an image. */
  int boxes() {
    return images.stream().mapToInt(List::size).max().orElse(0);
  }

  List<Integer> shape(OutputTensor output) {
    return switch (output) {
      case BOXES -> List.of(images.size(), boxes(), CORNERS);
      case SCORES, LABELS -> List.of(images.size(), boxes());
      case COUNT -> List.of(images.size());
    };
  }

  /** Left, top, right and bottom of each box in pixels. */
  float[] boxValues() {
    float[] values = new float[images.size() * boxes() * CORNERS];
    int row = 0;
    for (List<DetectedBox> image : images) {
      int at = row++ * boxes() * CORNERS;
      for (DetectedBox box : image) {
        values[at++] = (float) box.xMin();
        values[at++] = (float) box.yMin();
        values[at++] = (float) box.xMax();
        values[at++] = (float) box.yMax();
      }
    }
    return values;
  }

  float[] scoreValues() {
    float[] values = new float[images.size() * boxes()];
    int row = 0;
    for (List<DetectedBox> image : images) {
      int at = row++ * boxes();
      for (DetectedBox box : image) {
        values[at++] = (float) box.score();
      }
    }
    return values;
  }

  String[] labelValues() {
    String[] values = new String[images.size() * boxes()];
    for (int image = 0; image < images.size(); image++) {
      for (int box = 0; box < boxes(); box++) {
        List<DetectedBox> found = images.get(image);
        values[image * boxes() + box] = box < found.size() ? found.get(box).label() : "";
      }
    }
    return values;
  }

  int[] countValues() {
    return images.stream().mapToInt(List::size).toArray();
  }

  /** An output as bytes, little-endian; texts have their length in front. */
  byte[] binary(OutputTensor output) {
    return switch (output) {
      case BOXES -> floats(boxValues());
      case SCORES -> floats(scoreValues());
      case LABELS -> texts(labelValues());
      case COUNT -> whole(countValues());
    };
  }

  private static byte[] floats(float[] values) {
    ByteBuffer bytes = littleEndian(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static byte[] whole(int[] values) {
    ByteBuffer bytes = littleEndian(Integer.BYTES * values.length);
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }

  private static byte[] texts(String[] values) {
    int length = 0;
    for (String value : values) {
      length += Integer.BYTES + value.getBytes(UTF_8).length;
    }
    ByteBuffer bytes = littleEndian(length);
    for (String value : values) {
      byte[] text = value.getBytes(UTF_8);
      bytes.putInt(text.length).put(text);
    }
    return bytes.array();
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
