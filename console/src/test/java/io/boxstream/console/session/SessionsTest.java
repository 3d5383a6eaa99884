package io.boxstream.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private final TestClock clock = new TestClock();
  private final Sessions sessions =
      new Sessions(
          new Sessions.Limits(Duration.ofHours(2), Duration.ofHours(12), 3),
          clock,
          new SecureRandom());

  private static final class TestClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void anIdStandsForTheCredentialUntilTheSessionEnds() {
    Session session = sessions.begin("a key");

    assertThat(sessions.use(session.id())).contains(session);
    assertThat(session.credential()).isEqualTo("a key");
    sessions.end(session.id());
    assertThat(sessions.use(session.id())).isEmpty();
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

    clock.pass(Duration.ofMinutes(119));
    assertThat(sessions.use(session.id())).isPresent();
    clock.pass(Duration.ofMinutes(119));
    assertThat(sessions.use(session.id())).isPresent();
    clock.pass(Duration.ofMinutes(120));
    assertThat(sessions.use(session.id())).isEmpty();
    assertThat(sessions.count()).isZero();
  }

  @Test
  void aSessionThatIsUsedAllTheTimeEndsToo() {
    Session session = sessions.begin("a key");

    for (int hour = 1; hour < 12; hour++) {
      clock.pass(Duration.ofHours(1));
      assertThat(sessions.use(session.id())).isPresent();
    }
    clock.pass(Duration.ofHours(1));
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
