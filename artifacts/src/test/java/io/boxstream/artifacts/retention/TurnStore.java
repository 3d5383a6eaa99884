package io.boxstream.artifacts.retention;

import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.artifacts.store.ObjectStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The store as one actor sees it: each call waits for the actor's turn. */
final class TurnStore implements ObjectStore {
  private final ObjectStore store;
  private final Turns.Actor actor;

  TurnStore(ObjectStore store, Turns.Actor actor) {
    this.store = store;
    this.actor = actor;
  }

  @Override
  public void createBucket() {
    turn().createBucket();
  }

  @Override
  public byte[] get(String key) {
    return turn().get(key);
  }

  @Override
  public InputStream openStream(String key, long offset) {
    return turn().openStream(key, offset);
  }

  @Override
  public void put(String key, Path file) {
    turn().put(key, file);
  }

  @Override
  public void put(String key, byte[] content) {
    turn().put(key, content);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    return turn().putIfAbsent(key, content);
  }

  @Override
  public Optional<ObjectStat> stat(String key) {
    return turn().stat(key);
  }

  @Override
  public List<String> list(String prefix) {
    return turn().list(prefix);
  }

  @Override
  public List<ObjectStat> listStats(String prefix) {
    return turn().listStats(prefix);
  }

  @Override
  public List<String> folders(String prefix) {
    return turn().folders(prefix);
  }

  @Override
  public void delete(String key) {
    turn().delete(key);
  }

  @Override
  public void close() {}

  private ObjectStore turn() {
    actor.await();
    return store;
  }
}
