package io.boxstream.testbed.access;

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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file with a key for each scope, one for everything but that scope, and one for everything with
 * one model.
 */
public final class TestKeys {
  /** The model of the key that is for one. */
  public static final String MODEL = "hats";

  private final SecureRandom random = new SecureRandom();
  private final List<ApiKey> file = new ArrayList<>();
  private final Map<Scope, KeySecret> with = new EnumMap<>(Scope.class);
  private final Map<Scope, KeySecret> without = new EnumMap<>(Scope.class);
  private final KeySecret forModel;

  private TestKeys() {
    forModel = add(MODEL, EnumSet.allOf(Scope.class), Optional.of(MODEL));
  }

  /** Writes new keys to a file. */
  public static TestKeys write(Path file) {
    TestKeys keys = new TestKeys();
    for (Scope scope : Scope.values()) {
      keys.with.put(scope, keys.add(scope.code(), EnumSet.of(scope)));
      keys.without.put(
          scope, keys.add("not-" + scope.code(), EnumSet.complementOf(EnumSet.of(scope))));
    }
    try {
      new KeyFile(file).change(before -> keys.file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keys;
  }

  /** Of a service that reads a new file of keys, and whose broker and store are not there. */
  public static Map<String, String> configuration(Path file) {
    write(file);
    return Map.of(
        "quarkus.http.test-port", "0",
        "boxstream.access.keys-file", file.toString(),
        "kafka.bootstrap.servers", "127.0.0.1:1",
        "boxstream.store.endpoint", "http://127.0.0.1:1",
        "boxstream.store.access-key", "nobody",
        "boxstream.store.secret-key", "nothing-secret",
        "boxstream.work-directory", "target/with-keys");
  }

  private KeySecret add(String name, Set<Scope> scopes) {
    return add(name, scopes, Optional.empty());
  }

  private KeySecret add(String name, Set<Scope> scopes, Optional<String> model) {
    KeySecret secret = KeySecret.generate(random);
    file.add(
        new ApiKey(
            secret.id(),
            Identity.ofKey(name, scopes, model),
            Instant.now(),
            Optional.empty(),
            KeyHash.of(secret, random)));
    return secret;
  }

  /** The header {@code Authorization} of a caller who has one scope. */
  public String authorization(Scope scope) {
    return "Bearer " + with.get(scope).reveal();
  }

  /** The header {@code Authorization} of a caller who may do everything with {@link #MODEL}. */
  public String authorizationForModel() {
    return "Bearer " + forModel.reveal();
  }

  String authorizationWithout(Scope scope) {
    return "Bearer " + without.get(scope).reveal();
  }
}
