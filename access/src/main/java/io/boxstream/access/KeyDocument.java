package io.boxstream.access;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The JSON of the file of keys: {@code {"version": 1, "keys": [...]}}. */
final class KeyDocument {
  private static final int VERSION = 1;
  private static final Set<String> FIELDS =
      Set.of("id", "name", "scopes", "model", "source", "createdAt", "expiresAt", "salt", "sha256");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private KeyDocument() {}

  static byte[] write(List<ApiKey> keys) throws IOException {
    ObjectNode document = JSON.createObjectNode().put("version", VERSION);
    ArrayNode array = document.putArray("keys");
    keys.stream().map(KeyDocument::node).forEach(array::add);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
  }

  private static ObjectNode node(ApiKey key) {
    return key.describe().put("salt", key.hash().salt()).put("sha256", key.hash().sha256());
  }

  /**
   * Reads a document.
   *
   * @throws IOException if anything of it is not as it should be: half of a list of keys would be
   *     wrong in either direction
   */
  static List<ApiKey> read(byte[] bytes) throws IOException {
    try {
      JsonNode document = JSON.readTree(bytes);
      if (document.path("version").asInt() != VERSION || !document.path("keys").isArray()) {
        throw new IOException("it is not a file of keys of version " + VERSION);
      }
      List<ApiKey> keys = new ArrayList<>();
      Set<String> taken = new HashSet<>();
      for (JsonNode node : document.path("keys")) {
        ApiKey key = key(node);
        if (!taken.add("id " + key.id()) || !taken.add("name " + key.identity().name())) {
          throw new IOException("the key " + key.identity().name() + " is there twice");
        }
        keys.add(key);
      }
      return List.copyOf(keys);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static ApiKey key(JsonNode node) throws IOException {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        // It may restrict the key.
        throw new IOException("the field " + field.getKey() + " of a key is unknown");
      }
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (JsonNode scope : node.path("scopes")) {
      scopes.add(Scope.of(scope.asText()));
    }
    Identity everySource = Identity.ofKey(text(node, "name"), scopes, optional(node, "model"));
    return new ApiKey(
        text(node, "id"),
        optional(node, "source").map(everySource::onlyFrom).orElse(everySource),
        Instant.parse(text(node, "createdAt")),
        optional(node, "expiresAt").map(Instant::parse),
        new KeyHash(text(node, "salt"), text(node, "sha256")));
  }

  private static String text(JsonNode node, String field) throws IOException {
    return optional(node, field).orElseThrow(() -> new IOException("a key has no field " + field));
  }

  /** A field that is there but no text would widen what a key may do if it were ignored. */
  private static Optional<String> optional(JsonNode node, String field) throws IOException {
    if (!node.has(field)) {
      return Optional.empty();
    }
    if (!node.path(field).isTextual()) {
      throw new IOException("the field " + field + " of a key must be a text");
    }
    return Optional.of(node.path(field).asText());
  }
}
