package io.boxstream.rest.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

  @Test
  void hostsAreComparedInLowerCaseAndWithoutTheDotOfTheRoot() {
    assertThat(Authority.parse("LocalHost.:8081"))
        .contains(new Authority("localhost", OptionalInt.of(8081)));
    assertThat(Authority.parse("[::1]")).contains(new Authority("[::1]", OptionalInt.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "localhost.",
        "localhost:8081",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.255.255.254:65535",
        "[::1]",
        "[::1]:8081"
      })
  void loopbackIsThisMachine(String text) {
    assertThat(Authority.parse(text)).get().matches(Authority::isLoopback);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "evil.localhost",
        "127.0.0.1.evil.example",
        "127.0.0.1.nip.io:8081",
        "127.0.0.256",
        "127.0.1",
        "127.0.0.01",
        "2130706433",
        "0x7f000001",
        "0.0.0.0",
        "10.0.0.1",
        "[::]",
        "[::2]",
        "[::1.evil]",
        "localhost..",
        "localhost_"
      })
  void otherHostsAreNot(String text) {
    assertThat(Authority.parse(text).filter(Authority::isLoopback)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " localhost",
        "localhost ",
        "localhost:",
        "localhost:port",
        "localhost:123456",
        "localhost:1:2",
        "user@localhost",
        "evil.example/@localhost",
        "localhost,evil.example",
        "localhost\tx",
        "::1",
        "[::1",
        "[]",
        "[::1]x",
        "http://localhost"
      })
  void otherTextsAreNoAuthority(String text) {
    assertThat(Authority.parse(text)).isEmpty();
  }

  @Test
  void noPortIsThatOfTheScheme() {
    Authority without = Authority.parse("localhost").orElseThrow();
    Authority secure = Authority.parse("localhost:443").orElseThrow();

    assertThat(without.isSame(secure, 443)).isTrue();
    assertThat(without.isSame(secure, 80)).isFalse();
  }
}
