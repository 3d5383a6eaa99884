package io.boxstream.detection.parameters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: a JSON object that describes tensors by name, and may hold
 * texts under {@code __metadata__}. The tensors' data have to fill the rest of the file, each byte
 * belonging to one tensor.
 *
 * @param dataStart where the data begin, in bytes from the file's start
 * @param dataLength how many bytes there are from there to the file's end
 */
record SafetensorsHeader(long dataStart, long dataLength) {
  /** The first byte of a header; what comes after the object is space that aligns the data. */
  static final byte OPENING = '{';

  private static final String METADATA = "__metadata__";

  /** The header, a tensor's description, a shape. */
  private static final int DEPTH = 3;

  private static final int LONGEST_NAME = 4096;

  /** Names are neither interned nor kept: the virtual machine would hold them for ever. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNameLength(LONGEST_NAME)
                  .build())
          .build();

  /**
   * Reads the header's bytes.
   *
   * @return the tensors by name, in the order of their data
   * @throws ParameterFileException if it is no header for that many bytes of data
   */
  Map<String, ArrayHeader> read(byte[] header) throws IOException {
    if (header.length == 0 || header[0] != OPENING) {
      throw new ParameterFileException(
          "its header of %d bytes does not start with '{'".formatted(header.length));
    }
    try (JsonParser parser = JSON.createParser(text(header))) {
      return byName(tensors(parser));
    }
  }

  private static String text(byte[] header) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw new ParameterFileException("its header is not UTF-8");
    }
  }

  private List<SafetensorsTensor> tensors(JsonParser parser) throws IOException {
    try {
      List<SafetensorsTensor> tensors = new ArrayList<>();
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        readMember(parser, tensors);
      }
      if (parser.nextToken() != null) {
        throw new ParameterFileException("its header goes on after the object");
      }
      return tensors;
    } catch (JsonProcessingException e) {
      throw new ParameterFileException(
          "its header is not valid JSON: %s, at character %d"
              .formatted(e.getOriginalMessage(), parser.currentLocation().getCharOffset()));
    }
  }

  private void readMember(JsonParser parser, List<SafetensorsTensor> tensors) throws IOException {
    String name = parser.currentName();
    if (name.equals(METADATA)) {
      skipMetadata(parser);
    } else {
      tensors.add(SafetensorsTensor.read(name, parser, dataLength));
    }
  }

  private static void skipMetadata(JsonParser parser) throws IOException {
    boolean texts = parser.nextToken() == JsonToken.START_OBJECT;
    while (texts && parser.nextToken() != JsonToken.END_OBJECT) {
      texts = parser.nextToken() == JsonToken.VALUE_STRING;
    }
    if (!texts) {
      throw new ParameterFileException(METADATA + " is not an object of texts");
    }
  }

  private Map<String, ArrayHeader> byName(List<SafetensorsTensor> tensors) {
    tensors.sort(
        Comparator.comparingLong(SafetensorsTensor::begin)
            .thenComparingLong(SafetensorsTensor::end));
    Map<String, ArrayHeader> headers = new LinkedHashMap<>();
    String before = "the start of the data";
    long filled = 0;
    for (SafetensorsTensor tensor : tensors) {
      requireNext(tensor, before, filled);
      headers.put(tensor.name(), tensor.header(dataStart));
      before = "tensor " + tensor.name();
      filled = tensor.end();
    }
    if (filled != dataLength) {
      throw new ParameterFileException(
          "no tensor has bytes %d to %d of the data, between %s and the end"
              .formatted(filled, dataLength, before));
    }
    return headers;
  }

  private static void requireNext(SafetensorsTensor tensor, String before, long filled) {
    if (tensor.begin() < filled) {
      throw new ParameterFileException(
          "tensor %s starts at byte %d of the data, inside %s, which ends at byte %d"
              .formatted(tensor.name(), tensor.begin(), before, filled));
    }
    if (tensor.begin() > filled) {
      throw new ParameterFileException(
          "no tensor has bytes %d to %d of the data, between %s and tensor %s"
              .formatted(filled, tensor.begin(), before, tensor.name()));
    }
  }
}
