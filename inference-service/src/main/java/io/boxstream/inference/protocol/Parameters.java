package io.boxstream.inference.protocol;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Parameters of a request, an input or an output.
 *
 * @param values texts, numbers and booleans by name
 */
public record Parameters(Map<String, Object> values) {
  static final Parameters NONE = new Parameters(Map.of());

  public Parameters {
    values = Map.copyOf(values);
  }

  /** A text; empty if there is none. */
  Optional<String> text(String name) {
    Object value = values.get(name);
    if (value == null || value instanceof String) {
      return Optional.ofNullable((String) value);
    }
    throw wrong(name, "text");
  }

  /** A boolean; false if there is none. */
  boolean isTrue(String name) {
    return flag(name).orElse(false);
  }

  /** A boolean; empty if there is none. */
  Optional<Boolean> flag(String name) {
    Object value = values.get(name);
    if (value == null || value instanceof Boolean) {
      return Optional.ofNullable((Boolean) value);
    }
    throw wrong(name, "true or false");
  }

  /** A whole number; empty if there is none. */
  OptionalLong whole(String name) {
    Object value = values.get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Long number) {
      return OptionalLong.of(number);
    }
    throw wrong(name, "a whole number");
  }

  /** A number from 0 to 1, also as text; empty if there is none. */
  OptionalDouble fraction(String name) {
    Object value = values.get(name);
    if (value == null) {
      return OptionalDouble.empty();
    }
    double number = value instanceof Boolean ? Double.NaN : number(value.toString());
    if (number >= 0 && number <= 1) {
      return OptionalDouble.of(number);
    }
    throw wrong(name, "a number from 0 to 1");
  }

  /** A whole number of at least 1, also as text; empty if there is none. */
  OptionalInt positive(String name) {
    Object value = values.get(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    double number = value instanceof Boolean ? Double.NaN : number(value.toString());
    if (number >= 1 && number <= Integer.MAX_VALUE && number == Math.rint(number)) {
      return OptionalInt.of((int) number);
    }
    throw wrong(name, "a whole number of at least 1");
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static ProtocolException wrong(String name, String wanted) {
    return ProtocolException.invalid("the parameter %s must be %s".formatted(name, wanted));
  }
}
