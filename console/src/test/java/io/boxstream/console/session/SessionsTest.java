package io.boxstream.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.testbed.MovableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private final Sessions sessions =
      new Sessions(
          new Sessions.Limits(Duration.ofHours(2), Duration.ofHours(12), 3),
          clock,
          new SecureRandom());

  @Test
  void anIdStandsForTheCredentialUntilTheSessionEnds() {
    Session session = sessions.begin("a key");

    assertThat(sessions.use(session.id())).contains(session);
    assertThat(session.credential()).isEqualTo("a key");
    sessions.end(session.id());
    assertThat(sessions.use(session.id())).isEmpty();
  }

  @Test
  void lookingWhetherASessionIsOpenDoesNotKeepItOpen() {
    Session session = sessions.begin("a key");

    clock.advance(Duration.ofMinutes(119));
    assertThat(sessions.isOpen(session.id())).isTrue();
    clock.advance(Duration.ofMinutes(1));
    assertThat(sessions.isOpen(session.id())).isFalse();
    assertThat(sessions.isOpen("unknown")).isFalse();
  }

  @Test
  void idsAndTokensAreLongAndNeverTheSame() {
    Set<String> secrets = new HashSet<>();
    for (int count = 0; count < 100; count++) {
      Session session = sessions.begin("a key");
      secrets.add(session.id());
      secrets.add(session.csrfToken());
    }
    assertThat(secrets).hasSize(200).allSatisfy(secret -> assertThat(secret).hasSize(43));
  }

  @Test
  void aSessionEndsWhenItIsNotUsed() {
    Session session = sessions.begin("a key");

    clock.advance(Duration.ofMinutes(119));
    assertThat(sessions.use(session.id())).isPresent();
    clock.advance(Duration.ofMinutes(119));
    assertThat(sessions.use(session.id())).isPresent();
    clock.advance(Duration.ofMinutes(120));
    assertThat(sessions.use(session.id())).isEmpty();
    assertThat(sessions.count()).isZero();
  }

  @Test
  void aSessionThatIsUsedAllTheTimeEndsToo() {
    Session session = sessions.begin("a key");

    for (int hour = 1; hour < 12; hour++) {
      clock.advance(Duration.ofHours(1));
      assertThat(sessions.use(session.id())).isPresent();
    }
    clock.advance(Duration.ofHours(1));
    assertThat(sessions.use(session.id())).isEmpty();
  }

  @Test
  void oneTooManyEndsTheOneThatWasNotUsedForTheLongestTime() {
    Session first = sessions.begin("first");
    Session second = sessions.begin("second");
    sessions.begin("third");
    sessions.use(first.id());

    sessions.begin("fourth");

    assertThat(sessions.count()).isEqualTo(3);
    assertThat(sessions.use(second.id())).isEmpty();
    assertThat(sessions.use(first.id())).isPresent();
  }

  @Test
  void aPageIsKnownByItsToken() {
    Session session = sessions.begin("a key");

    assertThat(session.isToken(session.csrfToken())).isTrue();
    assertThat(session.isToken(session.id())).isFalse();
    assertThat(session.isToken("")).isFalse();
    assertThat(session.isToken(null)).isFalse();
  }

  @Test
  void whatIsSecretIsNotPrinted() {
    Session session = sessions.begin("a key");

    assertThat(session.toString())
        .doesNotContain(session.id(), session.csrfToken(), session.credential());
  }
}
