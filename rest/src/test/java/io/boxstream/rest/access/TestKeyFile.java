package io.boxstream.rest.access;

import io.boxstream.access.ApiKey;
import io.boxstream.access.Identity;
import io.boxstream.access.KeyFile;
import io.boxstream.access.KeyHash;
import io.boxstream.access.KeySecret;
import io.boxstream.access.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file of keys in the folder of the build, which a service reads while a test changes it. */
record TestKeyFile(Path path) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static TestKeyFile named(String name) {
    return new TestKeyFile(Path.of("target", name).toAbsolutePath());
  }

  static KeySecret secret() {
    return KeySecret.generate(RANDOM);
  }

  static ApiKey key(String name, KeySecret secret, Scope... scopes) {
    return key(secret, Identity.ofKey(name, Set.of(scopes), Optional.empty()));
  }

  static ApiKey keyForModel(String name, KeySecret secret, String model) {
    return key(secret, Identity.ofKey(name, Set.of(Scope.values()), Optional.of(model)));
  }

  private static ApiKey key(KeySecret secret, Identity identity) {
    return new ApiKey(
        secret.id(), identity, Instant.now(), Optional.empty(), KeyHash.of(secret, RANDOM));
  }

  void write(List<ApiKey> keys) {
    try {
      new KeyFile(path).change(before -> keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
