package io.boxstream.detection.parameters;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors header says of a tensor.
 *
 * @param name its name
 * @param type its elements; integers, such as the counters of PyTorch's batch normalisation, are
 *     listed but cannot be read
 * @param shape the extents; empty for a scalar
 * @param begin where its data begin, in bytes from where the file's data begin
 * @param end where they end
 */
record SafetensorsTensor(String name, ElementType type, List<Integer> shape, long begin, long end) {
  private static final String DTYPE = "dtype";
  private static final String SHAPE = "shape";
  private static final String OFFSETS = "data_offsets";
  private static final int MOST_DIMENSIONS = 32;

  /** How many characters of a wrong value a message has. */
  private static final int EXCERPT = 40;

  SafetensorsTensor {
    shape = List.copyOf(shape);
    requireBytes(type, shape, begin, end);
  }

  /**
   * Reads a description.
   *
   * @param parser at the tensor's name; at the description's end afterwards
   * @param dataLength how many bytes of data the file has
   * @throws ParameterFileException if it is none, or its data are not in the file; the message
   *     names the tensor
   */
  static SafetensorsTensor read(String name, JsonParser parser, long dataLength)
      throws IOException {
    try {
      return described(name, parser, dataLength);
    } catch (ParameterFileException e) {
      throw new ParameterFileException("tensor " + name + ": " + e.getMessage());
    } catch (JsonProcessingException e) {
      throw new ParameterFileException(
          "tensor %s: not valid JSON: %s, at character %d of the header"
              .formatted(name, e.getOriginalMessage(), parser.currentLocation().getCharOffset()));
    }
  }

  private static SafetensorsTensor described(String name, JsonParser parser, long dataLength)
      throws IOException {
    require(parser.nextToken() == JsonToken.START_OBJECT, "it is described by no object");
    ElementType type = null;
    Map<String, List<Long>> numbers = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case DTYPE -> type = type(parser);
        case SHAPE -> numbers.put(field, numbers(parser, field, Integer.MAX_VALUE));
        case OFFSETS -> numbers.put(field, numbers(parser, field, dataLength));
        default -> throw new ParameterFileException("it has a field " + field);
      }
    }
    boolean complete = type != null && numbers.size() == 2;
    require(complete, "it is not described by dtype, shape and data_offsets");
    List<Long> offsets = numbers.get(OFFSETS);
    require(offsets.size() == 2, "its data_offsets are " + offsets + ", not two numbers");
    List<Integer> shape = numbers.get(SHAPE).stream().map(Long::intValue).toList();
    return new SafetensorsTensor(name, type, shape, offsets.get(0), offsets.get(1));
  }

  private static ElementType type(JsonParser parser) throws IOException {
    require(parser.currentToken() == JsonToken.VALUE_STRING, "its dtype is no text");
    return switch (parser.getText()) {
      case "F32" -> ElementType.FLOAT32;
      case "F16" -> ElementType.FLOAT16;
      case "BF16" -> ElementType.BFLOAT16;
      case "BOOL" -> ElementType.BOOL;
      case "U8" -> ElementType.UINT8;
      case "I8" -> ElementType.INT8;
      case "U16" -> ElementType.UINT16;
      case "I16" -> ElementType.INT16;
      case "I32" -> ElementType.INT32;
      case "I64" -> ElementType.INT64;
      default ->
          throw new ParameterFileException(
              "its dtype is " + excerpt(parser) + "; F32, F16 and BF16 can be read");
    };
  }

  private static List<Long> numbers(JsonParser parser, String field, long largest)
      throws IOException {
    require(parser.currentToken() == JsonToken.START_ARRAY, "its " + field + " is no array");
    List<Long> numbers = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      boolean whole =
          parser.currentToken() == JsonToken.VALUE_NUMBER_INT
              && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      if (!whole || parser.getLongValue() < 0 || parser.getLongValue() > largest) {
        throw new ParameterFileException(
            "its %s has %s; whole numbers from 0 to %d can stand there"
                .formatted(field, excerpt(parser), largest));
      }
      numbers.add(parser.getLongValue());
      require(
          numbers.size() <= MOST_DIMENSIONS,
          "its %s has more than %d numbers".formatted(field, MOST_DIMENSIONS));
    }
    return numbers;
  }

  private static String excerpt(JsonParser parser) throws IOException {
    String text = parser.getText();
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "...";
  }

  private static void requireBytes(ElementType type, List<Integer> shape, long begin, long end) {
    require(
        begin <= end,
        "its data_offsets are [%d, %d]; the second must not be smaller".formatted(begin, end));
    long bytes = shape.contains(0) ? 0 : type.bytes();
    for (int extent : shape) {
      // Compared before it is multiplied: the product may exceed 64 bits.
      boolean fits = extent == 0 || bytes <= (end - begin) / extent;
      require(fits, disagreement(type, shape, begin, end) + "more");
      bytes *= extent;
    }
    require(bytes == end - begin, disagreement(type, shape, begin, end) + bytes);
    require(
        bytes <= ArrayFormat.MAX_BYTES,
        "it has %d bytes; up to %d can be read".formatted(bytes, ArrayFormat.MAX_BYTES));
  }

  private static String disagreement(ElementType type, List<Integer> shape, long begin, long end) {
    return "its data_offsets [%d, %d] hold %d bytes, but %s %s has "
        .formatted(begin, end, end - begin, type, shape);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterFileException(message);
    }
  }

  /** What stands for it among a file's headers, given where the file's data begin. */
  ArrayHeader header(long dataStart) {
    return new ArrayHeader(type, shape, dataStart + begin, (int) (end - begin));
  }
}
