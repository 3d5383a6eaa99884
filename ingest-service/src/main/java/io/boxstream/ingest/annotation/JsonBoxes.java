package io.boxstream.ingest.annotation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.RawBox;
import java.util.List;

/**
 * Reads boxes written as JSON, in zero-based pixels of the upright image:
 *
 * <pre>{"boxes": [{"label": "hat", "xMin": 10, "yMin": 20, "xMax": 30, "yMax": 40}]}</pre>
 *
 * {@code difficult} is optional and defaults to false. So are {@code width} and {@code height}, the
 * size of the image that the author of the boxes saw; if only the stored image has this size, the
 * boxes are in its pixels. A {@code score}, which the boxes of a model have, is ignored. Unknown
 * fields are rejected, because a misspelt field would otherwise be ignored silently.
 */
public final class JsonBoxes {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectReader READER = MAPPER.readerFor(Document.class);

  private JsonBoxes() {}

  /**
   * Reads one document.
   *
   * @throws MalformedAnnotationException if it is not JSON or does not have this format
   */
  public static Annotation read(String json) {
    try {
      Document document = READER.readValue(json);
      if (document == null || document.boxes() == null) {
        throw new MalformedAnnotationException("the JSON has no \"boxes\"");
      }
      return new Annotation(
          size(document), document.boxes().stream().map(JsonBoxes::toBox).toList());
    } catch (JsonProcessingException e) {
      throw new MalformedAnnotationException(
          "the JSON cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Writes boxes so that {@link #read} returns the same ones.
   *
   * @throws MalformedAnnotationException if a coordinate is not finite
   */
  public static String write(Annotation annotation) {
    DeclaredSize size = annotation.size();
    try {
      return MAPPER.writeValueAsString(
          new Document(
              size.known() ? size.width() : null,
              size.known() ? size.height() : null,
              annotation.boxes().stream().map(JsonBoxes::toEntry).toList()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("boxes have a JSON form", e);
    }
  }

  private static DeclaredSize size(Document document) {
    if (document.width() == null || document.height() == null) {
      return DeclaredSize.UNKNOWN;
    }
    if (document.width() < 1 || document.height() < 1) {
      throw new MalformedAnnotationException(
          "the JSON is for an image of " + document.width() + "x" + document.height());
    }
    return new DeclaredSize(document.width(), document.height());
  }

  private static Entry toEntry(RawBox box) {
    return new Entry(
        box.label(),
        finite(box.xMin()),
        finite(box.yMin()),
        finite(box.xMax()),
        finite(box.yMax()),
        box.difficult() ? true : null,
        null);
  }

  private static Double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new MalformedAnnotationException("a box has a coordinate that is not a finite number");
    }
    return value;
  }

  private static RawBox toBox(Entry entry) {
    if (entry == null || entry.label() == null || entry.label().isBlank()) {
      throw new MalformedAnnotationException("a box in the JSON has no \"label\"");
    }
    return new RawBox(
        entry.label().strip(),
        number(entry.xMin(), "xMin"),
        number(entry.yMin(), "yMin"),
        number(entry.xMax(), "xMax"),
        number(entry.yMax(), "yMax"),
        Boolean.TRUE.equals(entry.difficult()));
  }

  private static double number(Double value, String field) {
    if (value == null || !Double.isFinite(value)) {
      throw new MalformedAnnotationException("a box in the JSON has no number \"" + field + "\"");
    }
    return value;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Document(Integer width, Integer height, List<Entry> boxes) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Entry(
      String label,
      @JsonProperty("xMin") Double xMin,
      @JsonProperty("yMin") Double yMin,
      @JsonProperty("xMax") Double xMax,
      @JsonProperty("yMax") Double yMax,
      Boolean difficult,
      Double score) {}
}
