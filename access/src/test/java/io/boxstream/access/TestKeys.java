package io.boxstream.access;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Keys of tests. */
final class TestKeys {
  static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  static final SecureRandom RANDOM = new SecureRandom();

  private TestKeys() {}

  static ApiKey key(String name, KeySecret secret, Instant expiresAt) {
    return new ApiKey(
        secret.id(),
        Identity.ofKey(name, Set.of(Scope.READ, Scope.LABEL), Optional.of("detector")),
        NOW,
        Optional.ofNullable(expiresAt),
        KeyHash.of(secret, RANDOM));
  }
}
