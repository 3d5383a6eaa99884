package io.boxstream.inference.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the JSON of a request without building a tree: the data of inputs, which may be millions of
 * numbers, are skipped, and the place where they are is kept. Takes no more memory than the limits
 * below, whatever a client sends.
 */
final class RequestParser {
  private static final int MOST_DIMENSIONS = 8;
  private static final int MOST_PARAMETERS = 64;
  private static final int MOST_TENSORS = 16;
  private static final int LONGEST_TEXT = 1024;

  /** The body is limited; an image in it may be longer than Jackson's own limit of a text. */
  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /** Begins to read JSON in a part of the body. */
  JsonParser open(byte[] body, int from, int to) throws IOException {
    return factory.createParser(body, from, to - from);
  }

  /**
   * Reads the header.
   *
   * @param length bytes of JSON at the beginning of the body
   * @throws ProtocolException if it is none
   */
  RequestHeader parse(byte[] body, int length) {
    try (JsonParser parser = open(body, 0, length)) {
      expect(parser.nextToken(), JsonToken.START_OBJECT, "the request must be a JSON object");
      RequestHeader header = header(parser);
      if (parser.nextToken() != null) {
        throw ProtocolException.invalid("something follows the JSON object of the request");
      }
      return header;
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** What is wrong with JSON, without the place in our code. */
  static ProtocolException malformed(IOException e) {
    String message =
        e instanceof com.fasterxml.jackson.core.JsonProcessingException json
            ? json.getOriginalMessage()
            : e.getMessage();
    return ProtocolException.invalid("the JSON of the request cannot be read: " + message);
  }

  private static RequestHeader header(JsonParser parser) throws IOException {
    Optional<String> id = Optional.empty();
    Parameters parameters = Parameters.NONE;
    List<InputTensor> inputs = List.of();
    List<Wanted> outputs = List.of();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "id" -> id = optionalText(parser, field);
        case "parameters" -> parameters = parameters(parser);
        case "inputs" -> inputs = list(parser, field, RequestParser::input);
        case "outputs" -> outputs = list(parser, field, RequestParser::output);
        default -> parser.skipChildren();
      }
    }
    if (inputs.size() != 1) {
      throw ProtocolException.invalid(
          "the request must have exactly one input, image, not " + inputs.size());
    }
    return new RequestHeader(id, parameters, inputs.get(0), wanted(outputs, parameters));
  }

  /** An output as the request names it. */
  private record Wanted(String name, Parameters parameters) {}

  /** What an element of a list is read with. */
  @FunctionalInterface
  private interface Element<T> {
    T read(JsonParser parser) throws IOException;
  }

  private static <T> List<T> list(JsonParser parser, String name, Element<T> element)
      throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    expect(parser.currentToken(), JsonToken.START_ARRAY, name + " must be a list");
    List<T> all = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken(), JsonToken.START_OBJECT, name + " must have objects");
      if (all.size() == MOST_TENSORS) {
        throw ProtocolException.invalid(name + " are more than " + MOST_TENSORS);
      }
      all.add(element.read(parser));
    }
    return all;
  }

  private static InputTensor input(JsonParser parser) throws IOException {
    String name = null;
    String datatype = null;
    List<Long> shape = null;
    Parameters parameters = Parameters.NONE;
    OptionalInt data = OptionalInt.empty();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "name" -> name = text(parser, field);
        case "datatype" -> datatype = text(parser, field);
        case "shape" -> shape = shape(parser);
        case "parameters" -> parameters = parameters(parser);
        case "data" -> data = OptionalInt.of(skipped(parser));
        default -> parser.skipChildren();
      }
    }
    if (name == null || datatype == null || shape == null) {
      throw ProtocolException.invalid("an input needs name, datatype and shape");
    }
    InputTensor input = new InputTensor(name, datatype, shape, parameters, data);
    if (input.isBinary() == data.isPresent()) {
      throw ProtocolException.invalid(
          "the input %s needs either data or the parameter binary_data_size".formatted(name));
    }
    return input;
  }

  private static Wanted output(JsonParser parser) throws IOException {
    String name = null;
    Parameters parameters = Parameters.NONE;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "name" -> name = text(parser, field);
        case "parameters" -> parameters = parameters(parser);
        default -> parser.skipChildren();
      }
    }
    if (name == null) {
      throw ProtocolException.invalid("an output needs a name");
    }
    return new Wanted(name, parameters);
  }

  private static List<RequestedOutput> wanted(List<Wanted> outputs, Parameters parameters) {
    boolean binary = parameters.isTrue("binary_data_output");
    if (outputs.isEmpty()) {
      return Arrays.stream(OutputTensor.values())
          .map(output -> new RequestedOutput(output, binary))
          .toList();
    }
    List<RequestedOutput> all = new ArrayList<>();
    for (Wanted output : outputs) {
      OutputTensor tensor = OutputTensor.of(output.name());
      if (all.stream().anyMatch(other -> other.output() == tensor)) {
        throw ProtocolException.invalid("the output " + output.name() + " is requested twice");
      }
      refuse(output.parameters(), "classification", "shared_memory_region");
      all.add(new RequestedOutput(tensor, output.parameters().flag("binary_data").orElse(binary)));
    }
    return all;
  }

  /** Parameters of extensions that would change what the client gets, and are not there. */
  static void refuse(Parameters parameters, String... names) {
    for (String name : names) {
      if (parameters.values().containsKey(name)) {
        throw ProtocolException.invalid("the parameter " + name + " is not supported");
      }
    }
  }

  private static Parameters parameters(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Parameters.NONE;
    }
    expect(parser.currentToken(), JsonToken.START_OBJECT, "parameters must be an object");
    Map<String, Object> values = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      switch (parser.nextToken()) {
        case VALUE_STRING -> values.put(name, text(parser, name));
        case VALUE_TRUE -> values.put(name, true);
        case VALUE_FALSE -> values.put(name, false);
        case VALUE_NUMBER_INT -> values.put(name, parser.getLongValue());
        case VALUE_NUMBER_FLOAT -> values.put(name, parser.getDoubleValue());
        default -> parser.skipChildren();
      }
      if (values.size() > MOST_PARAMETERS) {
        throw ProtocolException.invalid("parameters are more than " + MOST_PARAMETERS);
      }
    }
    return new Parameters(values);
  }

  private static List<Long> shape(JsonParser parser) throws IOException {
    expect(parser.currentToken(), JsonToken.START_ARRAY, "shape must be a list");
    List<Long> sizes = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, "shape must have whole numbers");
      if (sizes.size() == MOST_DIMENSIONS) {
        throw ProtocolException.invalid(
            "shape has more than %d numbers".formatted(MOST_DIMENSIONS));
      }
      sizes.add(parser.getLongValue());
    }
    return sizes;
  }

  private static int skipped(JsonParser parser) throws IOException {
    expect(parser.currentToken(), JsonToken.START_ARRAY, "data must be a list");
    long at = parser.currentTokenLocation().getByteOffset();
    if (at < 0) {
      throw ProtocolException.invalid("the JSON of the request must be UTF-8");
    }
    parser.skipChildren();
    return Math.toIntExact(at);
  }

  private static Optional<String> optionalText(JsonParser parser, String name) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL
        ? Optional.empty()
        : Optional.of(text(parser, name));
  }

  private static String text(JsonParser parser, String name) throws IOException {
    expect(parser.currentToken(), JsonToken.VALUE_STRING, name + " must be text");
    String text = parser.getText();
    if (text.length() > LONGEST_TEXT) {
      throw ProtocolException.invalid(
          "%s has more than %d characters".formatted(name, LONGEST_TEXT));
    }
    return text;
  }

  private static void expect(JsonToken token, JsonToken expected, String message) {
    if (token != expected) {
      throw ProtocolException.invalid(message);
    }
  }
}
