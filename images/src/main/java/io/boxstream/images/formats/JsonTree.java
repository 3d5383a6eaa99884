package io.boxstream.images.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One value of a JSON file in memory, for files that are arrays of small objects. Objects are maps,
 * arrays are lists, numbers are doubles.
 */
public final class JsonTree {

  /** Most values, at all levels, of one tree. */
  public static final int MAX_VALUES = 1_000_000;

  /** Texts are as long as the caller lets the document be. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonFiles.MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private int left = MAX_VALUES;

  private JsonTree() {}

  /**
   * Reads the value at which the parser is, to its end.
   *
   * @throws UnusableDataSetException if it has more than {@link #MAX_VALUES} values
   */
  public static Object read(JsonParser parser) throws IOException {
    return new JsonTree().value(parser);
  }

  /**
   * Reads a whole document.
   *
   * @param json UTF-8
   * @throws UnusableDataSetException if it is not JSON or exceeds a limit
   */
  public static Object parse(byte[] json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new UnusableDataSetException("the JSON is empty");
      }
      Object value = read(parser);
      if (parser.nextToken() != null) {
        throw new UnusableDataSetException("something follows the JSON");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new UnusableDataSetException("not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fields of an object; none for anything else. */
  public static Map<?, ?> object(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** The elements of an array; none for anything else. */
  public static List<?> array(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  /** A text or number as text; empty for anything else. */
  public static Optional<String> text(Object value) {
    if (value instanceof Double number) {
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
      return Optional.of(whole ? Long.toString(number.longValue()) : number.toString());
    }
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A finite number; empty for anything else. */
  public static OptionalDouble number(Object value) {
    return value instanceof Double number && Double.isFinite(number)
        ? OptionalDouble.of(number)
        : OptionalDouble.empty();
  }

  /** The size in two fields; unknown unless both are positive whole numbers. */
  public static DeclaredSize size(Object width, Object height) {
    double x = number(width).orElse(0);
    double y = number(height).orElse(0);
    return isSide(x) && isSide(y) ? new DeclaredSize((int) x, (int) y) : DeclaredSize.UNKNOWN;
  }

  private static boolean isSide(double pixels) {
    return pixels >= 1 && pixels <= Integer.MAX_VALUE && pixels == Math.rint(pixels);
  }

  private Object value(JsonParser parser) throws IOException {
    left--;
    if (left < 0) {
      throw new UnusableDataSetException(
          "line %d: an object has more than %d values"
              .formatted(parser.currentLocation().getLineNr(), MAX_VALUES));
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(parser);
      case START_ARRAY -> elements(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private Map<String, Object> fields(JsonParser parser) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private List<Object> elements(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }
}
