package io.boxstream.detection.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An ONNX graph under construction ({@code GraphProto} in a {@code ModelProto}). Values are known
 * by their names; a node's name is that of its first output. The first dimension of each input and
 * output of the graph is the number of images, which can be any.
 */
final class OnnxGraph {
  /** Of 2022; read by every version of ONNX Runtime since 1.12, and by OpenVINO. */
  private static final int OPERATORS = 17;

  /** The version of the file format that belongs to these operators. */
  private static final int FORMAT = 8;

  private static final String BATCH = "batch";

  private final String name;
  private final Message content = new Message();
  private final List<Constant> constants = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /** Creates an empty graph. */
  OnnxGraph(String name) {
    this.name = name;
    content.text(2, name);
  }

  /**
   * Adds an input.
   *
   * @param shape without the number of images
   */
  String input(String value, ElementKind kind, List<Integer> shape) {
    content.message(11, description(claim(value), kind, shape));
    return value;
  }

  /**
   * Makes a value an output.
   *
   * @param shape without the number of images
   */
  void output(String value, ElementKind kind, List<Integer> shape) {
    content.message(12, description(value, kind, shape));
  }

  /** Adds an array whose elements are made when the file is written. */
  String array(String value, List<Integer> shape, Supplier<float[]> elements) {
    constants.add(Constant.floats(claim(value), shape, elements));
    return value;
  }

  /** Adds a number. */
  String number(String value, float number) {
    return array(value, List.of(), () -> new float[] {number});
  }

  /** Adds a list of integers, for example a shape. */
  String integers(String value, long... numbers) {
    return integers(value, List.of(numbers.length), numbers);
  }

  /** Adds an array of integers. */
  String integers(String value, List<Integer> shape, long... numbers) {
    constants.add(Constant.longs(claim(value), shape, numbers));
    return value;
  }

  /** Adds an operator without parameters, and returns its result. */
  String apply(String operator, String value, String... inputs) {
    return apply(operator, value, List.of(), inputs);
  }

  /** Adds an operator, and returns its result. */
  String apply(String operator, String value, List<Attribute> attributes, String... inputs) {
    return apply(operator, List.of(value), attributes, inputs).get(0);
  }

  /** Adds an operator, and returns its results. */
  List<String> apply(
      String operator, List<String> values, List<Attribute> attributes, String... inputs) {
    Message node = new Message();
    for (String input : inputs) {
      node.text(1, input);
    }
    for (String value : values) {
      node.text(2, claim(value));
    }
    node.text(3, values.get(0)).text(4, operator);
    attributes.forEach(attribute -> node.message(5, attribute.message()));
    content.message(1, node);
    return values;
  }

  /**
   * Writes the graph as a file.
   *
   * @param metadata texts for those who use the model
   */
  void write(Map<String, String> metadata, OutputStream out) throws IOException {
    List<byte[]> headers =
        constants.stream()
            .map(constant -> new Message().header(5, constant.size()).toBytes())
            .toList();
    long size = content.size();
    for (int i = 0; i < constants.size(); i++) {
      size += headers.get(i).length + constants.get(i).size();
    }
    out.write(model(metadata).header(7, size).toBytes());
    out.write(content.toBytes());
    for (int i = 0; i < constants.size(); i++) {
      out.write(headers.get(i));
      constants.get(i).write(out);
    }
  }

  private Message model(Map<String, String> metadata) {
    Message model = new Message().integer(1, FORMAT).text(2, "Boxstream");
    model.message(8, new Message().text(1, "").integer(2, OPERATORS));
    metadata.forEach((key, value) -> model.message(14, new Message().text(1, key).text(2, value)));
    return model;
  }

  private static Message description(String value, ElementKind kind, List<Integer> shape) {
    Message dimensions = new Message().message(1, new Message().text(2, BATCH));
    shape.forEach(extent -> dimensions.message(1, new Message().integer(1, extent)));
    Message tensor = new Message().integer(1, kind.code()).message(2, dimensions);
    return new Message().text(1, value).message(2, new Message().message(1, tensor));
  }

  private String claim(String value) {
    if (!names.add(value)) {
      throw new IllegalArgumentException("graph %s already has a %s".formatted(name, value));
    }
    return value;
  }
}
