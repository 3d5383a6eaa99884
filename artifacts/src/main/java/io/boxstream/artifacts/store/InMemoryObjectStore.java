package io.boxstream.artifacts.store;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** An in-memory store with the same contract as the S3 adapter, for tests and experiments. */
public final class InMemoryObjectStore implements ObjectStore {
  private final ConcurrentNavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
  private final Clock clock;

  /** A store with the time of this machine. */
  public InMemoryObjectStore() {
    this(Clock.systemUTC());
  }

  /**
   * @param clock the clock of the store
   */
  public InMemoryObjectStore(Clock clock) {
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public void createBucket() {}

  @Override
  public byte[] get(String key) {
    return require(key).clone();
  }

  @Override
  public InputStream openStream(String key, long offset) {
    byte[] content = require(key);
    int from = Math.toIntExact(Math.min(offset, content.length));
    return new ByteArrayInputStream(content, from, content.length - from);
  }

  @Override
  public void put(String key, Path file) {
    try {
      put(key, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void put(String key, byte[] content) {
    objects.put(ObjectKeys.requireKey(key), stored(content));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    return objects.putIfAbsent(ObjectKeys.requireKey(key), stored(content)) == null;
  }

  @Override
  public Optional<ObjectStat> stat(String key) {
    return Optional.ofNullable(objects.get(ObjectKeys.requireKey(key)))
        .map(found -> found.stat(key));
  }

  @Override
  public List<String> list(String prefix) {
    return objects.tailMap(prefix, true).keySet().stream()
        .takeWhile(key -> key.startsWith(prefix))
        .toList();
  }

  @Override
  public List<ObjectStat> listStats(String prefix) {
    return objects.tailMap(prefix, true).entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(prefix))
        .map(entry -> entry.getValue().stat(entry.getKey()))
        .toList();
  }

  @Override
  public List<ObjectStat> listStats(String prefix, String after, int limit) {
    boolean first = after.compareTo(prefix) < 0;
    return objects.tailMap(first ? prefix : after, first).entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(prefix))
        .limit(limit)
        .map(entry -> entry.getValue().stat(entry.getKey()))
        .toList();
  }

  @Override
  public List<String> folders(String prefix) {
    ObjectKeys.requireFolder(prefix);
    return list(prefix).stream()
        .map(key -> key.substring(prefix.length()))
        .filter(rest -> rest.contains("/"))
        .map(rest -> rest.substring(0, rest.indexOf('/')))
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public void delete(String key) {
    objects.remove(ObjectKeys.requireKey(key));
  }

  @Override
  public void close() {}

  private byte[] require(String key) {
    Stored found = objects.get(ObjectKeys.requireKey(key));
    if (found == null) {
      throw new ObjectNotFoundException("there is no object " + key);
    }
    return found.content();
  }

  private Stored stored(byte[] content) {
    return new Stored(content.clone(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Stored(byte[] content, Instant modified) {
    ObjectStat stat(String key) {
      return new ObjectStat(key, content.length, modified);
    }
  }
}
