package io.boxstream.local.browser;

import io.boxstream.access.ApiKey;
import io.boxstream.access.Identity;
import io.boxstream.access.KeyFile;
import io.boxstream.access.KeyHash;
import io.boxstream.access.KeySecret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A key for each person. */
final class Keys {
  private final SecureRandom random = new SecureRandom();
  private final Map<Person, KeySecret> secrets = new EnumMap<>(Person.class);

  Keys() {
    for (Person person : Person.values()) {
      secrets.put(person, KeySecret.generate(random));
    }
  }

  /** The key as the person types it. */
  String of(Person person) {
    return secrets.get(person).reveal();
  }

  /** Writes the file that services and console read. */
  void write(Path file) throws IOException {
    List<ApiKey> keys = Stream.of(Person.values()).map(this::key).toList();
    new KeyFile(file).change(before -> keys);
  }

  private ApiKey key(Person person) {
    KeySecret secret = secrets.get(person);
    return new ApiKey(
        secret.id(),
        Identity.ofKey(person.code(), person.scopes(), Optional.empty()),
        Instant.now(),
        Optional.empty(),
        KeyHash.of(secret, random));
  }
}
