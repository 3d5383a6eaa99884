package io.boxstream.ingest.annotation;

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
 * {@code difficult} is optional and defaults to false. Unknown fields are rejected, because a
 * misspelt field would otherwise be ignored silently.
 */
public final class JsonBoxes {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(Document.class);

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
          DeclaredSize.UNKNOWN, document.boxes().stream().map(JsonBoxes::toBox).toList());
    } catch (JsonProcessingException e) {
      throw new MalformedAnnotationException(
          "the JSON cannot be read: " + e.getOriginalMessage(), e);
    }
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

  private record Document(List<Entry> boxes) {}

  private record Entry(
      String label,
      @JsonProperty("xMin") Double xMin,
      @JsonProperty("yMin") Double yMin,
      @JsonProperty("xMax") Double xMax,
      @JsonProperty("yMax") Double yMax,
      Boolean difficult) {}
}
