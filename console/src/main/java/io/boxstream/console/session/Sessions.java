package io.boxstream.console.session;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All sessions. They are in memory only: a restart of the console ends them. When there are too
 * many, the one that was not used for the longest time ends. Threads may share this.
 */
public final class Sessions {
  private static final int SECRET_BYTES = 32;

  private final Limits limits;
  private final Clock clock;
  private final SecureRandom random;

  /** By id, the one that was used last at the end. */
  private final Map<String, Used> sessions = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * When sessions end.
   *
   * @param idle time without a request
   * @param longest time since the person signed in
   * @param most sessions at a time
   */
  public record Limits(Duration idle, Duration longest, int most) {

    public Limits {
      requireNonNull(idle, "idle");
      requireNonNull(longest, "longest");
      if (most < 1) {
        throw new IllegalArgumentException("most must be at least 1: " + most);
      }
    }
  }

  private record Used(Session session, Instant last) {}

  public Sessions(Limits limits, Clock clock, SecureRandom random) {
    this.limits = requireNonNull(limits, "limits");
    this.clock = requireNonNull(clock, "clock");
    this.random = requireNonNull(random, "random");
  }

  /** Begins a session, with an id that nobody has known before. */
  public synchronized Session begin(String credential) {
    Instant now = clock.instant();
    endThoseOver(now);
    Session session = new Session(secret(), secret(), credential, now);
    sessions.put(session.id(), new Used(session, now));
    while (sessions.size() > limits.most()) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    return session;
  }

  /** The session of an id, which is used now; empty if there is none or it has ended. */
  public synchronized Optional<Session> use(String id) {
    Instant now = clock.instant();
    endThoseOver(now);
    Used used = sessions.get(id);
    if (used == null) {
      return Optional.empty();
    }
    sessions.put(id, new Used(used.session(), now));
    return Optional.of(used.session());
  }

  /** Whether a session has not ended. This does not count as a use of it. */
  public synchronized boolean isOpen(String id) {
    endThoseOver(clock.instant());
    return sessions.containsKey(id);
  }

  /** Ends a session, if there is one of the id. */
  public synchronized void end(String id) {
    sessions.remove(id);
  }

  /** How many there are. */
  public synchronized int count() {
    endThoseOver(clock.instant());
    return sessions.size();
  }

  private void endThoseOver(Instant now) {
    Iterator<Used> all = sessions.values().iterator();
    while (all.hasNext()) {
      Used used = all.next();
      if (!now.isBefore(used.last().plus(limits.idle()))
          || !now.isBefore(used.session().began().plus(limits.longest()))) {
        all.remove();
      }
    }
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
