package io.boxstream.trainer.fake;

import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.StoreUnavailableException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A store in memory that can be away. */
public final class FlakyStore implements ObjectStore {

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private volatile boolean away;

  /** Makes every call fail from now on, or succeed again. */
  public void setAway(boolean away) {
    this.away = away;
  }

  @Override
  public void createBucket() {
    present().createBucket();
  }

  @Override
  public byte[] get(String key) {
    return present().get(key);
  }

  @Override
  public InputStream openStream(String key, long offset) {
    return present().openStream(key, offset);
  }

  @Override
  public void put(String key, Path file) {
    present().put(key, file);
  }

  @Override
  public void put(String key, byte[] content) {
    present().put(key, content);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    return present().putIfAbsent(key, content);
  }

  @Override
  public Optional<ObjectStat> stat(String key) {
    return present().stat(key);
  }

  @Override
  public List<String> list(String prefix) {
    return present().list(prefix);
  }

  @Override
  public List<ObjectStat> listStats(String prefix) {
    return present().listStats(prefix);
  }

  @Override
  public List<String> folders(String prefix) {
    return present().folders(prefix);
  }

  @Override
  public void delete(String key) {
    present().delete(key);
  }

  @Override
  public void close() {
    store.close();
  }

  private ObjectStore present() {
    if (away) {
      throw new StoreUnavailableException("the store is away");
    }
    return store;
  }
}
