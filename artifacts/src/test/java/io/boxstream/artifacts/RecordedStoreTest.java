package io.boxstream.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.document.ArtifactJson;
import io.boxstream.artifacts.document.CondemnedDocuments;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.UnsupportedVersionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents that the code of earlier commits wrote, under the keys that it gave them: {@code
 * recorded/<date>-<commit>}. They were recorded with the tests of those commits, whose store kept
 * what was put into it. Every kind of document that one of them has must be readable for ever.
 */
class RecordedStoreTest {

  private static final Path RECORDED = Path.of("src/test/resources/recorded");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How each kind of document is read, by its key. */
  private static final Map<String, BiFunction<Artifacts, String, Object>> READERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("run", (store, key) -> store.runs().find(part(key, 1)).orElseThrow()),
              Map.entry(
                  "run-outcome", (store, key) -> store.runs().outcome(part(key, 1)).orElseThrow()),
              Map.entry(
                  "checkpoint-manifest",
                  (store, key) ->
                      store.checkpoints().load(new CheckpointId(part(key, 1), number(key)))),
              Map.entry(
                  "evaluation-report",
                  (store, key) ->
                      store
                          .evaluations()
                          .find(CheckpointId.parse(part(key, 1)), name(key))
                          .orElseThrow()),
              Map.entry(
                  "evaluation-decision",
                  (store, key) ->
                      store.evaluations().decision(CheckpointId.parse(name(key))).orElseThrow()),
              Map.entry(
                  "promotion",
                  (store, key) -> store.promotions(part(key, 1)).find(number(key)).orElseThrow()),
              Map.entry(
                  "rollout",
                  (store, key) -> store.rollouts(part(key, 1)).find(number(key)).orElseThrow()),
              Map.entry(
                  "rollout-end",
                  (store, key) -> store.rollouts(part(key, 1)).end(number(key)).orElseThrow()),
              Map.entry(
                  "precision-recall-curves",
                  (store, key) -> store.evaluations().curves(blob(store, key))),
              Map.entry(
                  "evaluation-details",
                  (store, key) -> store.evaluations().details(blob(store, key))),
              Map.entry(
                  "detection-matches",
                  (store, key) -> store.evaluations().matches(blob(store, key))),
              Map.entry(
                  "image-results", (store, key) -> store.evaluations().images(blob(store, key))),
              Map.entry(
                  "drift-profile", (store, key) -> store.evaluations().drift(blob(store, key))),
              Map.entry(
                  "retention-condemned",
                  (store, key) -> new CondemnedDocuments(store.store()).read().orElseThrow())));

  static List<Path> recordings() throws IOException {
    try (Stream<Path> folders = Files.list(RECORDED)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void readsWhatEarlierCodeWroteWithAllThatIsInIt(Path recording) throws IOException {
    Artifacts store = store(recording);
    for (Path file : files(recording)) {
      JsonNode document = MAPPER.readTree(file.toFile());
      String kind = document.path("kind").asText();
      assertThat(READERS).as("%s of %s", kind, file).containsKey(kind);

      Object value = READERS.get(kind).apply(store, recording.relativize(file).toString());

      JsonNode again = MAPPER.readTree(ArtifactJson.canonical(value));
      assertContains(again, without(document), file.toString());
    }
  }

  @Test
  void everyKindOfDocumentIsRecorded() throws IOException {
    Set<String> kinds = new TreeSet<>();
    for (Path recording : recordings()) {
      for (Path file : files(recording)) {
        kinds.add(MAPPER.readTree(file.toFile()).path("kind").asText());
      }
    }

    assertThat(kinds).isEqualTo(READERS.keySet());
  }

  @ParameterizedTest
  @FieldSource("READERS_OF_KINDS")
  void ignoresANewFieldAndRefusesANewVersion(String kind) throws IOException {
    Path recording = newestWith(kind);
    for (Path file : files(recording)) {
      ObjectNode document = (ObjectNode) MAPPER.readTree(file.toFile());
      if (!document.path("kind").asText().equals(kind)) {
        continue;
      }
      String key = recording.relativize(file).toString();
      Object value = READERS.get(kind).apply(store(recording), key);

      document.put("aFieldOfALaterRelease", 7);
      assertThat(read(recording, key, document)).isEqualTo(value);

      document.put("version", 99);
      assertThatThrownBy(() -> read(recording, key, document))
          .isInstanceOf(UnsupportedVersionException.class)
          .hasMessageContaining("version 99");
    }
  }

  static final List<String> READERS_OF_KINDS = List.copyOf(READERS.keySet());

  /** Reads a changed document; one that is a blob gets the address of its bytes. */
  private static Object read(Path recording, String key, ObjectNode document) throws IOException {
    byte[] bytes = MAPPER.writeValueAsBytes(document);
    InMemoryObjectStore store = filled(recording);
    if (!key.contains("blobs/")) {
      store.put(key, bytes);
      return READERS.get(document.path("kind").asText()).apply(new Artifacts(store), key);
    }
    BlobReference changed = new Artifacts(store).blobs().put(bytes);
    return READERS.get(document.path("kind").asText()).apply(new Artifacts(store), changed.key());
  }

  private static Path newestWith(String kind) throws IOException {
    Optional<Path> newest = Optional.empty();
    for (Path recording : recordings()) {
      for (Path file : files(recording)) {
        if (MAPPER.readTree(file.toFile()).path("kind").asText().equals(kind)) {
          newest = Optional.of(recording);
        }
      }
    }
    return newest.orElseThrow();
  }

  /** Every field of a recorded document must be in what was read; later fields may be beside it. */
  private static void assertContains(JsonNode actual, JsonNode expected, String where) {
    if (expected.isObject()) {
      expected
          .fields()
          .forEachRemaining(
              field ->
                  assertContains(
                      actual.path(field.getKey()), field.getValue(), where + "." + field.getKey()));
      return;
    }
    if (expected.isArray()) {
      assertThat(actual.size()).as(where).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        assertContains(actual.get(i), expected.get(i), where + "[" + i + "]");
      }
      return;
    }
    if (expected.isNull()) {
      assertThat(actual.isNull() || actual.isMissingNode()).as(where).isTrue();
      return;
    }
    assertThat(actual.asText()).as(where).isEqualTo(expected.asText());
  }

  private static ObjectNode without(JsonNode document) {
    return ((ObjectNode) document.deepCopy()).without(List.of("kind", "version"));
  }

  private static Artifacts store(Path recording) throws IOException {
    return new Artifacts(filled(recording));
  }

  private static InMemoryObjectStore filled(Path recording) throws IOException {
    InMemoryObjectStore store = new InMemoryObjectStore();
    for (Path file : files(recording)) {
      store.put(recording.relativize(file).toString(), Files.readAllBytes(file));
    }
    return store;
  }

  private static List<Path> files(Path recording) throws IOException {
    try (Stream<Path> files = Files.walk(recording)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static BlobReference blob(Artifacts store, String key) {
    long size = store.store().stat(key).orElseThrow().size();
    // Blobs that later code calls those of models were beside the images at first.
    Optional<String> location = key.startsWith("blobs/") ? Optional.empty() : Optional.of(key);
    return new BlobReference(part(key, 1), size, location);
  }

  private static String part(String key, int index) {
    return key.split("/")[index];
  }

  private static String name(String key) {
    return key.substring(key.lastIndexOf('/') + 1).replace(".json", "");
  }

  private static int number(String key) {
    return Integer.parseInt(name(key).replaceAll("\\D", ""));
  }
}
