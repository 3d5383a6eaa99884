package io.boxstream.local.browser;

import io.boxstream.access.ApiKey;
import io.boxstream.access.Identity;
import io.boxstream.access.KeyFile;
import io.boxstream.access.KeyHash;
import io.boxstream.access.KeySecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  void write(Path file) {
    write(file, Set.of(Person.values()));
  }

  /** Writes the file without the key of a person. */
  void revoke(Path file, Person person) {
    write(file, EnumSet.complementOf(EnumSet.of(person)));
  }

  private void write(Path file, Set<Person> people) {
    List<ApiKey> keys = people.stream().map(this::key).toList();
    try {
      new KeyFile(file).change(before -> keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
