package io.boxstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

  @TempDir Path folder;

  private final KeySecret secret = KeySecret.generate(TestKeys.RANDOM);

  @Test
  void keepsKeysWithoutTheirSecretsForItsOwnerOnly() throws IOException {
    ApiKey endless = TestKeys.key("ana", secret, null);
    ApiKey limited =
        TestKeys.key("camera-1", KeySecret.generate(TestKeys.RANDOM), TestKeys.NOW.plusSeconds(60));
    KeyFile file = new KeyFile(folder.resolve("keys.json"));

    file.change(before -> List.of(endless, limited));

    assertThat(file.read()).containsExactly(endless, limited);
    assertThat(folder.resolve("keys.json")).content().doesNotContain(secret.secret());
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("keys.json"))))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
  }

  @Test
  void aChangeSeesTheOnesBefore() throws IOException {
    KeyFile file = new KeyFile(folder.resolve("keys.json"));

    for (int i = 0; i < 5; i++) {
      int number = i;
      file.change(before -> with(before, "key-" + number));
    }

    assertThat(file.read())
        .extracting(key -> key.identity().name())
        .containsExactlyElementsOf(IntStream.range(0, 5).mapToObj(i -> "key-" + i).toList());
  }

  @Test
  void aChangeThatFailsChangesNothing() throws IOException {
    KeyFile file = new KeyFile(folder.resolve("keys.json"));
    file.change(before -> with(before, "ana"));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                file.change(
                    before -> {
                      throw new IllegalArgumentException("no");
                    }));

    assertThat(file.read()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"version\": 1}",
        "{\"version\": 2, \"keys\": []}",
        "{\"version\": 1, \"keys\": [{}]}",
        "{\"version\": 1, \"keys\": []} x",
        "{\"version\": 1, \"keys\": [], \"keys\": []}"
      })
  void aDamagedFileIsNamed(String text) throws IOException {
    Path path = Files.writeString(folder.resolve("keys.json"), text);

    assertThatIOException()
        .isThrownBy(() -> new KeyFile(path).read())
        .withMessageContaining(path.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"model\" : \"detector\"=>\"model\" : 7",
        "\"model\" : \"detector\"=>\"model\" : null",
        "\"read\"=>\"root\"",
        "\"model\" : \"detector\"=>\"camera\" : \"1\"",
        "\"name\" : \"ana\"=>\"name\" : \"an a\"",
        "\"createdAt\" : \"2026=>\"createdAt\" : \"x2026",
        "\"salt\" : \"=>\"salt\" : \"x"
      })
  void aKeyOfWhichAFieldIsWrongMakesTheFileUseless(String replacement) throws IOException {
    Path path = folder.resolve("keys.json");
    new KeyFile(path).change(before -> List.of(TestKeys.key("ana", secret, null)));
    String[] parts = replacement.split("=>", 2);
    String text = Files.readString(path);
    assertThat(text).contains(parts[0]);

    Files.writeString(path, text.replace(parts[0], parts[1]));

    assertThatIOException().isThrownBy(() -> new KeyFile(path).read());
  }

  /** As the first commit that had keys wrote it, before sources. */
  @Test
  void readsAFileOfTheFirstKeys() throws IOException {
    List<ApiKey> keys =
        new KeyFile(Path.of("src/test/resources/recorded/2026-11-29-09052141-keys.json")).read();

    assertThat(keys)
        .extracting(ApiKey::identity)
        .containsExactly(
            Identity.ofKey("ana", Set.of(Scope.READ, Scope.LABEL), Optional.empty()),
            Identity.ofKey("ci", Set.of(Scope.PROMOTE), Optional.of("detector")));
    assertThat(keys.get(0).hash().matches(new KeySecret("0123456789ab", "a".repeat(43)))).isTrue();
    assertThat(keys.get(1).hash().matches(new KeySecret("ba9876543210", "b".repeat(43)))).isTrue();
    assertThat(keys.get(1).expiresAt()).contains(Instant.parse("2036-11-29T00:00:00Z"));
  }

  @Test
  void aNameIsThereOnce() {
    KeyFile file = new KeyFile(folder.resolve("keys.json"));

    assertThatIOException()
        .isThrownBy(() -> file.change(before -> with(with(before, "ana"), "ana")))
        .withMessageContaining("ana");
    assertThat(folder.resolve("keys.json")).doesNotExist();
  }

  @Test
  void aKeyHasAScope() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ApiKey(
                    secret.id(),
                    Identity.ofKey("ana", Set.of(), Optional.empty()),
                    TestKeys.NOW,
                    Optional.empty(),
                    KeyHash.of(secret, TestKeys.RANDOM)))
        .withMessageContaining("ana");
  }

  @Test
  void aKeyForOneSourceIsThereAgain() throws IOException {
    KeyFile file = new KeyFile(folder.resolve("keys.json"));
    ApiKey key = forSource("gate-3", Scope.LABEL, Scope.READ);

    file.change(before -> List.of(key));

    assertThat(file.read()).containsExactly(key);
    assertThat(file.read().get(0).identity().source()).contains("gate-3");
  }

  @Test
  void aKeyForOneSourceCannotDoMoreThanReadAndLabel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forSource("gate-3", Scope.LABEL, Scope.PROMOTE))
        .withMessageContaining("read and label only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Gate", "gate 3", "../x", "gate-held-out"})
  void aSourceHasASimpleName(String source) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forSource(source, Scope.LABEL))
        .withMessageContaining("source must be");
  }

  private ApiKey forSource(String source, Scope... scopes) {
    return new ApiKey(
        secret.id(),
        Identity.ofKey("gate", Set.of(scopes), Optional.empty()).onlyFrom(source),
        TestKeys.NOW,
        Optional.empty(),
        KeyHash.of(secret, TestKeys.RANDOM));
  }

  private static List<ApiKey> with(List<ApiKey> keys, String name) {
    List<ApiKey> more = new ArrayList<>(keys);
    more.add(TestKeys.key(name, KeySecret.generate(TestKeys.RANDOM), null));
    return more;
  }
}
