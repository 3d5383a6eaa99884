package io.boxstream.detection.parameters;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.detection.fixture.DeterministicWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * State dictionaries with the values of {@code torch/make.py}. A weight's value is a whole number
 * of up to 8 bits times a power of two, so half precision and bfloat16 hold it exactly.
 *
 * @param shapes the tensors' shapes by name
 * @param matrices the type of the tensors of two dimensions or more
 */
record TorchWeights(Map<String, List<Integer>> shapes, String matrices) {
  private static final int LEVELS = 256;

  /** A whole number of elements of any type. */
  private static final int CHUNK = 1 << 20;

  /**
   * Writes a safetensors file.
   *
   * @param sources whose values a tensor gets: by its name, the name of the tensor in make.py
   */
  void write(Path file, Map<String, String> sources) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
      writeHeader(channel);
      for (String name : shapes.keySet()) {
        writeData(channel, name, sources.getOrDefault(name, name));
      }
    }
  }

  /** Writes a safetensors file of zeros, which take no space. */
  void writeZeros(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
      long dataLength = writeHeader(channel);
      channel.write(ByteBuffer.allocate(1), channel.position() + dataLength - 1);
    }
  }

  /** Writes the header and says how many bytes of data belong after it. */
  private long writeHeader(FileChannel channel) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    long end = 0;
    for (Map.Entry<String, List<Integer>> tensor : shapes.entrySet()) {
      String type = type(tensor.getKey());
      long begin = end;
      end += (long) size(tensor.getValue()) * bytes(type);
      header.put(
          tensor.getKey(),
          Map.of("dtype", type, "shape", tensor.getValue(), "data_offsets", List.of(begin, end)));
    }
    byte[] json = new ObjectMapper().writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    channel.write(little(Long.BYTES + json.length).putLong(json.length).put(json).flip());
    return end;
  }

  private void writeData(FileChannel channel, String name, String source) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(source.getBytes(StandardCharsets.UTF_8));
    int start = (int) crc.getValue();
    ByteBuffer[] elements = elements(source, shapes.get(name), type(name));
    ByteBuffer chunk = little(CHUNK);
    int size = size(shapes.get(name));
    for (int i = 0; i < size; i++) {
      chunk.put(elements[DeterministicWeights.mix(start + i) >>> 24].rewind());
      if (!chunk.hasRemaining() || i == size - 1) {
        channel.write(chunk.flip());
        chunk.clear();
      }
    }
  }

  /** The bytes of the values that a tensor has, by the highest byte of a hash. */
  private static ByteBuffer[] elements(String source, List<Integer> shape, String type) {
    ByteBuffer[] elements = new ByteBuffer[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      float value = value(source, shape, level - LEVELS / 2);
      ByteBuffer element = little(bytes(type));
      elements[level] =
          switch (type) {
            case "I64" -> element.putLong(7);
            case "F32" -> element.putFloat(value);
            case "F16" -> element.putShort(half(value));
            default -> element.putShort((short) (Float.floatToIntBits(value) >> Short.SIZE));
          };
    }
    return elements;
  }

  private static float value(String source, List<Integer> shape, int level) {
    if (shape.size() > 1) {
      return Math.scalb((float) level, exponent(shape) - 7);
    }
    if (source.endsWith("running_var")) {
      return 1 + (level + 128) / 256f;
    }
    return source.endsWith(".weight") ? 1 + level / 512f : level / 4096f;
  }

  /**
   * Of the two powers of two around He's limit √(6/fan) the lower one up to 3/4 of the upper; for
   * depthwise convolutions twice that.
   */
  private static int exponent(List<Integer> shape) {
    double limit = Math.sqrt(6.0 * shape.get(0) / size(shape));
    int lower = Math.getExponent(limit);
    int depthwise = shape.get(1) == 1 ? 1 : 0;
    return depthwise + (limit >= 0.75 * Math.scalb(1.0, lower + 1) ? lower + 1 : lower);
  }

  /** The half precision of a value that is exact in it and not subnormal. */
  private static short half(float value) {
    int bits = Float.floatToIntBits(value);
    int exponent = value == 0 ? 0 : Math.getExponent(value) + 15;
    return (short) (bits >>> 16 & 0x8000 | exponent << 10 | bits >>> 13 & 0x3ff);
  }

  private String type(String name) {
    if (name.endsWith("num_batches_tracked")) {
      return "I64";
    }
    return shapes.get(name).size() > 1 ? matrices : "F32";
  }

  private static int bytes(String type) {
    return switch (type) {
      case "I64" -> Long.BYTES;
      case "F32" -> Float.BYTES;
      case "F16", "BF16" -> Short.BYTES;
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static int size(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
