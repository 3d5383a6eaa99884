package io.boxstream.local.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.local.LocalRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

  @TempDir private Path temporary;

  @Test
  void keepsItsSecretsAndLetsNobodyElseReadThem() throws IOException {
    // Given
    Path root = temporary.resolve("state");
    Secrets first;
    try (StateFolder state = StateFolder.open(root, false)) {
      first = state.secrets();
    }

    // When
    Secrets second;
    try (StateFolder state = StateFolder.open(root, false)) {
      second = state.secrets();
    }

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(first.toString()).doesNotContain(first.secretKey());
    assertThat(Files.getPosixFilePermissions(root.resolve("store-credentials")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void hasOtherSecretsInEachFolder() {
    try (StateFolder one = StateFolder.open(temporary.resolve("one"), false);
        StateFolder two = StateFolder.open(temporary.resolve("two"), false)) {
      assertThat(one.secrets()).isNotEqualTo(two.secrets());
    }
  }

  @Test
  void startsFromNothingWhenAskedTo() throws IOException {
    // Given
    Path root = temporary.resolve("state");
    try (StateFolder state = StateFolder.open(root, false)) {
      Files.writeString(state.part("broker").resolve("log"), "old");
    }

    // When
    try (StateFolder state = StateFolder.open(root, true)) {

      // Then
      assertThat(state.part("broker")).isEmptyDirectory();
    }
  }

  @Test
  void neverDeletesAFolderThatIsNotItsOwn() throws IOException {
    // Given
    Files.writeString(temporary.resolve("thesis.txt"), "years of work");

    // Then
    assertThatThrownBy(() -> StateFolder.open(temporary, true))
        .isInstanceOf(LocalRunException.class)
        .hasMessageContaining(temporary.toString());
    assertThat(temporary.resolve("thesis.txt")).exists();
  }

  @Test
  void refusesASecondRunOnTheSameFolder() {
    Path root = temporary.resolve("state");
    try (StateFolder state = StateFolder.open(root, false)) {
      assertThat(state.logs()).isDirectory();
      assertThatThrownBy(() -> StateFolder.open(root, false))
          .isInstanceOf(LocalRunException.class)
          .hasMessageContaining("another run uses");
    }
  }
}
