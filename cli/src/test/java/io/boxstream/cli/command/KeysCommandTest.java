package io.boxstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.access.Identity;
import io.boxstream.access.KeyRing;
import io.boxstream.access.Scope;
import io.boxstream.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysCommandTest {

  @TempDir private Path folder;
  private final Cli cli = new Cli();
  private Path file;

  @BeforeEach
  void setFile() {
    file = folder.resolve("keys.json");
    cli.with("BOXSTREAM_ACCESS_KEYS_FILE", file.toString());
  }

  @Test
  void aNewKeyIsShownOnceAndWorks() throws IOException {
    String key = create("--name", "camera-1", "--scope", "detect,read", "--expires", "90d");

    assertThat(cli.err()).contains("not shown again").doesNotContain(key);
    Identity identity = identify(key, Duration.ofDays(90).minusSeconds(1)).orElseThrow();
    assertThat(identity.name()).isEqualTo("camera-1");
    assertThat(identity.scopes()).containsExactlyInAnyOrder(Scope.DETECT, Scope.READ);
    assertThat(identify(key, Duration.ofDays(90))).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).content().doesNotContain(key.substring(key.lastIndexOf('_') + 1));

    assertThat(cli.run("keys", "list")).isZero();
    assertThat(cli.out()).contains("camera-1", "read,detect").doesNotContain(key);
    assertThat(cli.run("keys", "list", "--json")).isZero();
    assertThat(cli.out())
        .contains("\"scopes\":[\"read\",\"detect\"]")
        .doesNotContain("sha256")
        .doesNotContain("salt");
  }

  @Test
  void aRotatedKeyHasANewSecretAndARevokedOneNone() throws IOException {
    String first = create("--name", "ana", "--scope", "label", "--model", "detector");
    create("--name", "bea", "--scope", "read");

    assertThat(cli.run("keys", "rotate", "ana")).isZero();
    String second = cli.out().strip();

    assertThat(identify(first, Duration.ZERO)).isEmpty();
    assertThat(identify(second, Duration.ZERO))
        .hasValueSatisfying(
            identity -> {
              assertThat(identity.scopes()).containsExactly(Scope.LABEL);
              assertThat(identity.model()).contains("detector");
            });

    assertThat(cli.run("keys", "revoke", "ana")).isZero();

    assertThat(identify(second, Duration.ZERO)).isEmpty();
    assertThat(cli.run("keys", "list")).isZero();
    assertThat(cli.out()).contains("bea").doesNotContain("ana");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys",
        "keys create --name ana",
        "keys create --scope read",
        "keys create --name ana --scope root",
        "keys create --name ana --scope read --expires soon",
        "keys create --name a/b --scope read",
        "keys revoke nobody",
        "keys rotate nobody"
      })
  void wrongUseIsSaid(String arguments) {
    assertThat(cli.run(arguments.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).startsWith("boxstream keys");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void aNameIsThereOnce() {
    create("--name", "ana", "--scope", "read");

    assertThat(cli.run("keys", "create", "--name", "ana", "--scope", "admin"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("rotate or revoke");
  }

  @Test
  void theFileIsNamedByAnOptionToo() {
    Path other = folder.resolve("other.json");

    create("--name", "ana", "--scope", "read", "--file", other.toString());

    assertThat(other).exists();
    assertThat(file).doesNotExist();
  }

  private String create(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "keys";
    arguments[1] = "create";
    System.arraycopy(options, 0, arguments, 2, options.length);
    assertThat(cli.run(arguments)).as(cli.err()).isZero();
    return cli.out().strip();
  }

  private Optional<Identity> identify(String key, Duration later) throws IOException {
    Clock clock = Clock.fixed(cli.time().now().plus(later), ZoneOffset.UTC);
    return new KeyRing(file, clock, failure -> {}).identify(key);
  }
}
