package io.boxstream.artifacts.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.store.FaultyStore;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.MalformedArtifactException;
import io.boxstream.artifacts.store.StoreUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  private static final ArtifactJson<Note> JSON = new ArtifactJson<>("note", 1, Note.class);

  private final FaultyStore store = new FaultyStore(new InMemoryObjectStore());
  private final Documents<Note> documents = new Documents<>(store, JSON);

  @Test
  void tellsARepeatFromAConflict() {
    Note note = new Note("one", Map.of("b", 2, "a", 1));

    assertThat(documents.create("n", note)).isEqualTo(Documents.Outcome.CREATED);
    assertThat(documents.create("n", note)).isEqualTo(Documents.Outcome.SAME);
    assertThat(documents.create("n", new Note("two", Map.of())))
        .isEqualTo(Documents.Outcome.DIFFERENT);
    assertThat(documents.load("n")).isEqualTo(note);
  }

  @Test
  void knowsItsOwnDocumentAfterALostAnswer() {
    Note note = new Note("one", Map.of());
    store.loseAnswers(1);
    assertThatThrownBy(() -> documents.create("n", note))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(documents.create("n", note)).isEqualTo(Documents.Outcome.SAME);
  }

  @Test
  void writesTheSameBytesForTheSameValue() {
    byte[] bytes = JSON.write(new Note("x", Map.of("b", 2, "a", 1)));

    assertThat(bytes)
        .asString()
        .isEqualTo("{\"kind\":\"note\",\"version\":1,\"text\":\"x\",\"counts\":{\"a\":1,\"b\":2}}");
  }

  @Test
  void ignoresAFieldThatALaterReleaseAddsWithinTheVersion() {
    byte[] bytes =
        "{\"kind\":\"note\",\"version\":1,\"text\":\"x\",\"counts\":{},\"new\":true}"
            .getBytes(UTF_8);

    assertThat(JSON.read("n", bytes)).isEqualTo(new Note("x", Map.of()));
  }

  @Test
  void readsADocumentFromBeforeAnOptionalFieldAndRefusesAnyOtherThatIsMissing() {
    ArtifactJson<Signed> signed = new ArtifactJson<>("signed", 1, Signed.class);
    String head = "{\"kind\":\"signed\",\"version\":1";

    assertThat(signed.read("n", (head + ",\"text\":\"x\",\"pages\":2}").getBytes(UTF_8)))
        .isEqualTo(new Signed("x", 2, Optional.empty()));
    for (String incomplete : List.of(",\"pages\":2}", ",\"text\":\"x\"}")) {
      assertThatThrownBy(() -> signed.read("n", (head + incomplete).getBytes(UTF_8)))
          .isInstanceOf(MalformedArtifactException.class);
    }
  }

  record Signed(String text, int pages, Optional<String> author) {}

  record Note(String text, Map<String, Integer> counts) {}
}
