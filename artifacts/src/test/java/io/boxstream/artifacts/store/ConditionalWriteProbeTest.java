package io.boxstream.artifacts.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConditionalWriteProbeTest {
  @Test
  void refusesAStoreInWhichEveryWriterWins() {
    assertThatThrownBy(() -> new ConditionalWriteProbe(new CarelessStore()).check())
        .isInstanceOf(UnsafeStoreException.class)
        .hasMessageContaining("let 8 writers create the same object");
  }

  @Test
  void saysThatTheStoreIsAwayWhenItIs() {
    FaultyStore away = new FaultyStore(new InMemoryObjectStore()).failBefore(1000);

    assertThatThrownBy(() -> new ConditionalWriteProbe(away).check())
        .isInstanceOf(StoreUnavailableException.class);
  }

  /** Takes the condition and ignores it, as some servers do. */
  private static final class CarelessStore implements ObjectStore {
    private final ObjectStore store = new InMemoryObjectStore();

    @Override
    public void createBucket() {}

    @Override
    public byte[] get(String key) {
      return store.get(key);
    }

    @Override
    public InputStream openStream(String key, long offset) {
      return store.openStream(key, offset);
    }

    @Override
    public void put(String key, Path file) {
      store.put(key, file);
    }

    @Override
    public void put(String key, byte[] content) {
      store.put(key, content);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
      store.put(key, content);
      return true;
    }

    @Override
    public Optional<ObjectStat> stat(String key) {
      return store.stat(key);
    }

    @Override
    public List<String> list(String prefix) {
      return store.list(prefix);
    }

    @Override
    public List<ObjectStat> listStats(String prefix) {
      return store.listStats(prefix);
    }

    @Override
    public List<String> folders(String prefix) {
      return store.folders(prefix);
    }

    @Override
    public void delete(String key) {
      store.delete(key);
    }

    @Override
    public void close() {}
  }
}
