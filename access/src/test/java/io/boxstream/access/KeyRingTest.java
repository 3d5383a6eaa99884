package io.boxstream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {

  @TempDir Path folder;

  private final KeySecret secret = KeySecret.generate(TestKeys.RANDOM);
  private final List<IOException> failures = new ArrayList<>();
  private Path path;

  @BeforeEach
  void aFileWithAKey() throws IOException {
    path = folder.resolve("keys.json");
    change(TestKeys.key("ana", secret, TestKeys.NOW.plusSeconds(60)));
  }

  @Test
  void identifiesAKeyUntilItExpires() throws IOException {
    assertThat(ring(TestKeys.NOW.plusSeconds(59)).identify(secret.reveal()))
        .hasValueSatisfying(
            identity -> {
              assertThat(identity.name()).isEqualTo("ana");
              assertThat(identity.has(Scope.LABEL)).isTrue();
              assertThat(identity.has(Scope.PROMOTE)).isFalse();
              assertThat(identity.model()).contains("detector");
            });
    assertThat(ring(TestKeys.NOW.plusSeconds(60)).identify(secret.reveal())).isEmpty();
  }

  @Test
  void knowsNeitherAnotherSecretNorAnotherId() throws IOException {
    KeyRing ring = ring(TestKeys.NOW);
    KeySecret stranger = KeySecret.generate(TestKeys.RANDOM);

    assertThat(ring.identify(KeySecret.generate(secret.id(), TestKeys.RANDOM).reveal())).isEmpty();
    assertThat(ring.identify(stranger.reveal())).isEmpty();
    assertThat(ring.identify(new KeySecret(stranger.id(), secret.secret()).reveal())).isEmpty();
    assertThat(ring.identify("")).isEmpty();
  }

  @Test
  void aRevokedKeyIsRefusedAndARotatedOneTakenWithoutARestart() throws IOException {
    KeyRing ring = ring(TestKeys.NOW);
    assertThat(ring.identify(secret.reveal())).isPresent();
    KeySecret rotated = KeySecret.generate(secret.id(), TestKeys.RANDOM);

    change(TestKeys.key("ana", rotated, null));

    assertThat(ring.identify(secret.reveal())).isEmpty();
    assertThat(ring.identify(rotated.reveal())).isPresent();

    change();

    assertThat(ring.identify(rotated.reveal())).isEmpty();
  }

  @Test
  void theLastGoodKeysCountWhileTheFileIsBrokenOrMissing() throws IOException {
    KeyRing ring = ring(TestKeys.NOW);

    Files.writeString(path, "{\"version\": 1, \"keys\": [");

    assertThat(ring.identify(secret.reveal())).isPresent();
    assertThat(ring.identify(secret.reveal())).isPresent();
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).hasMessageContaining(path.toString());

    Files.delete(path);

    assertThat(ring.identify(secret.reveal())).isPresent();
    assertThat(failures).hasSize(2);

    change();

    assertThat(ring.identify(secret.reveal())).isEmpty();
  }

  @Test
  void aServiceDoesNotStartWithoutItsFile() throws IOException {
    Files.delete(path);

    assertThatIOException().isThrownBy(() -> ring(TestKeys.NOW));
  }

  private KeyRing ring(Instant now) throws IOException {
    return new KeyRing(path, Clock.fixed(now, ZoneOffset.UTC), failures::add);
  }

  private void change(ApiKey... keys) throws IOException {
    new KeyFile(path).change(before -> List.of(keys));
  }
}
