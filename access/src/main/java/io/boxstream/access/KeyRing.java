package io.boxstream.access;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys of a running service. Every use looks whether the file has changed. If it cannot be read
 * then, the last keys that could be read count, and the failure is told once.
 */
public final class KeyRing {
  /** Compared with where there is no key of an id, so that both cases take the same time. */
  private static final KeyHash NOBODY = new KeyHash("0".repeat(32), "0".repeat(64));

  private final Path path;
  private final KeyFile file;
  private final Clock clock;
  private final Consumer<IOException> failures;
  private volatile State state;

  /**
   * What was read.
   *
   * @param version of the file
   * @param keys by id
   */
  private record State(Version version, Map<String, ApiKey> keys) {}

  /** What differs between two versions of a file; a replaced file is another one to the system. */
  private record Version(FileTime modified, long size, Object fileKey) {}

  /**
   * @param failures is told why a changed file cannot be read
   * @throws IOException if the file cannot be read now
   */
  public KeyRing(Path path, Clock clock, Consumer<IOException> failures) throws IOException {
    this.path = requireNonNull(path, "path");
    this.file = new KeyFile(path);
    this.clock = requireNonNull(clock, "clock");
    this.failures = requireNonNull(failures, "failures");
    Version version = version();
    this.state = new State(version, read());
  }

  /** Who shows a text; empty if it is no key, or one that is unknown, revoked or expired. */
  public Optional<Identity> identify(String shown) {
    Optional<KeySecret> secret = KeySecret.parse(shown);
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    Optional<ApiKey> key = Optional.ofNullable(keys().get(secret.get().id()));
    boolean matches = key.map(ApiKey::hash).orElse(NOBODY).matches(secret.get());
    return key.filter(found -> matches && !found.isExpired(clock.instant())).map(ApiKey::identity);
  }

  private Map<String, ApiKey> keys() {
    State known = state;
    Version version = version();
    return Objects.equals(version, known.version()) ? known.keys() : reload(version);
  }

  private synchronized Map<String, ApiKey> reload(Version version) {
    if (Objects.equals(version, state.version())) {
      return state.keys();
    }
    Map<String, ApiKey> keys = state.keys();
    try {
      keys = read();
    } catch (IOException e) {
      failures.accept(e);
    }
    state = new State(version, keys);
    return keys;
  }

  private Map<String, ApiKey> read() throws IOException {
    return file.read().stream().collect(Collectors.toMap(ApiKey::id, Function.identity()));
  }

  /** The version is taken before the file is read: what changes in between is read again. */
  private Version version() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    } catch (IOException e) {
      return new Version(FileTime.fromMillis(0), -1, "missing");
    }
  }
}
