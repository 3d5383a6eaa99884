package io.boxstream.artifacts.document;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.boxstream.artifacts.store.MalformedArtifactException;
import io.boxstream.artifacts.store.UnsupportedVersionException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * One kind of document as JSON. The same value always gives the same bytes (fixed field order,
 * sorted maps), so that documents can be compared by their bytes.
 *
 * <p>A reader ignores unknown fields within a version and rejects a newer version. It also rejects
 * a missing field, unless the field is an {@link java.util.Optional}, which is then empty. A
 * version can therefore gain optional fields, and its older documents stay readable.
 *
 * @param <T> the record that holds the fields
 */
public final class ArtifactJson<T> {
  private static final ObjectMapper MAPPER = newMapper();

  private final String kind;
  private final int version;
  private final Class<T> type;

  /**
   * @param kind the document's {@code kind}
   * @param version version that is written, and the newest version that can be read
   * @param type record that holds the fields
   */
  public ArtifactJson(String kind, int version, Class<T> type) {
    this.kind = requireNonNull(kind, "kind");
    this.version = version;
    this.type = requireNonNull(type, "type");
  }

  /** Writes a value as a document. */
  public byte[] write(T value) {
    ObjectNode document = MAPPER.createObjectNode();
    document.put("kind", kind);
    document.put("version", version);
    document.setAll((ObjectNode) MAPPER.valueToTree(requireNonNull(value, "value")));
    try {
      return MAPPER.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(kind + " cannot be written as JSON", e);
    }
  }

  /**
   * Reads a document.
   *
   * @param key key of the document, for error messages
   * @throws MalformedArtifactException if the bytes are not a document of this kind
   * @throws UnsupportedVersionException if a newer release wrote the document
   */
  public T read(String key, byte[] bytes) {
    JsonNode document = parse(key, bytes);
    if (!kind.equals(document.path("kind").asText())) {
      throw new MalformedArtifactException(
          key + " is not a " + kind + ": its kind is '" + document.path("kind").asText() + "'");
    }
    int written = document.path("version").asInt(0);
    if (written > version) {
      throw new UnsupportedVersionException(
          key
              + " is a "
              + kind
              + " of version "
              + written
              + "; this release reads up to "
              + version);
    }
    if (written < 1) {
      throw new MalformedArtifactException(key + " names no version");
    }
    try {
      return MAPPER.treeToValue(document, type);
    } catch (JsonProcessingException e) {
      throw new MalformedArtifactException(
          key + " is not a valid " + kind + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Canonical bytes of any value: equal values give equal bytes. Used for hashes. */
  public static byte[] canonical(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON", e);
    }
  }

  /** Writes canonical bytes of any value; the stream stays open. */
  public static void canonical(Object value, OutputStream out) {
    try (JsonGenerator json = MAPPER.getFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      MAPPER.writeValue(json, value);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be written as JSON", e);
    }
  }

  private static JsonNode parse(String key, byte[] bytes) {
    try {
      JsonNode document = MAPPER.readTree(bytes);
      if (document == null || !document.isObject()) {
        throw new MalformedArtifactException(key + " is not a JSON object");
      }
      return document;
    } catch (IOException e) {
      throw new MalformedArtifactException(key + " is not JSON", e);
    }
  }

  private static ObjectMapper newMapper() {
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .build();
  }
}
