package io.boxstream.detection.onnx;

import java.util.List;

/**
 * A parameter of an operator ({@code AttributeProto}).
 *
 * @param message the parameter as a message
 */
record Attribute(Message message) {
  private static final int NAME = 1;
  private static final int INTEGER = 3;
  private static final int INTEGERS = 8;
  private static final int TYPE = 20;
  private static final int TYPE_INTEGER = 2;
  private static final int TYPE_INTEGERS = 7;

  /** A whole number. */
  static Attribute of(String name, long value) {
    return new Attribute(
        new Message().text(NAME, name).integer(INTEGER, value).integer(TYPE, TYPE_INTEGER));
  }

  /** A list of whole numbers. */
  static Attribute of(String name, List<Integer> values) {
    Message message = new Message().text(NAME, name);
    values.forEach(value -> message.integer(INTEGERS, value));
    return new Attribute(message.integer(TYPE, TYPE_INTEGERS));
  }
}
