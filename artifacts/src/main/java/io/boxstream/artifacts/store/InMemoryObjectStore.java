package io.boxstream.artifacts.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** An in-memory store with the same contract as the S3 adapter, for tests and experiments. */
public final class InMemoryObjectStore implements ObjectStore {
  private final ConcurrentNavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

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
    objects.put(ObjectKeys.requireKey(key), content.clone());
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    return objects.putIfAbsent(ObjectKeys.requireKey(key), content.clone()) == null;
  }

  @Override
  public Optional<ObjectStat> stat(String key) {
    return Optional.ofNullable(objects.get(ObjectKeys.requireKey(key)))
        .map(content -> new ObjectStat(key, content.length));
  }

  @Override
  public List<String> list(String prefix) {
    return objects.tailMap(prefix, true).keySet().stream()
        .takeWhile(key -> key.startsWith(prefix))
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
    byte[] content = objects.get(ObjectKeys.requireKey(key));
    if (content == null) {
      throw new ObjectNotFoundException("there is no object " + key);
    }
    return content;
  }
}
