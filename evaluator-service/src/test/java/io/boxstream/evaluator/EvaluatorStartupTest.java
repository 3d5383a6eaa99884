package io.boxstream.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.StoreUnavailableException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EvaluatorStartupTest {
  private final AtomicInteger safe = new AtomicInteger();
  private final AtomicInteger unsafe = new AtomicInteger();
  private final AtomicInteger published = new AtomicInteger();

  @Test
  void startsWorkOnASafeStoreAndPublishesWhatIsMissing() {
    try (EvaluatorStartup startup = start(new InMemoryObjectStore())) {
      await().until(() -> published.get() == 1);

      assertThat(startup.state()).isEqualTo(EvaluatorStartup.State.READY);
      assertThat(safe).hasValue(1);
    }
  }

  @Test
  void refusesAStoreInWhichTwoWritersWin() {
    try (EvaluatorStartup startup = start(new WrappedStore(0, true))) {
      await().until(() -> unsafe.get() == 1);

      assertThat(startup.state()).isEqualTo(EvaluatorStartup.State.UNSAFE_STORE);
      assertThat(safe).hasValue(0);
      assertThat(published).hasValue(0);
    }
  }

  @Test
  void triesUntilTheStoreIsThere() {
    try (EvaluatorStartup startup = start(new WrappedStore(2, false))) {
      await().until(() -> safe.get() == 1);

      assertThat(startup.state()).isEqualTo(EvaluatorStartup.State.READY);
    }
  }

  @Test
  void anErrorThatNothingExpectsDoesNotEndIt() {
    AtomicInteger attempts = new AtomicInteger();
    EvaluatorStartup startup =
        new EvaluatorStartup(
            new InMemoryObjectStore(),
            () -> published.incrementAndGet() > 0,
            () -> {
              if (attempts.getAndIncrement() == 0) {
                throw new LinkageError("a native library is damaged");
              }
            },
            safe::incrementAndGet,
            unsafe::incrementAndGet);
    try (startup) {
      startup.start();

      await().until(() -> published.get() == 1);

      assertThat(startup.state()).isEqualTo(EvaluatorStartup.State.READY);
    }
  }

  @Test
  void publishesAgainWhenANotificationWasLost() {
    try (EvaluatorStartup startup = start(new InMemoryObjectStore())) {
      await().until(() -> published.get() == 1);

      startup.notificationLost();

      await().until(() -> published.get() == 2);
    }
  }

  private EvaluatorStartup start(ObjectStore store) {
    EvaluatorStartup startup =
        new EvaluatorStartup(
            store,
            () -> published.incrementAndGet() > 0,
            () -> {},
            safe::incrementAndGet,
            unsafe::incrementAndGet);
    startup.start();
    return startup;
  }

  /** Away for some calls, or careless about create-if-absent. */
  private static final class WrappedStore implements ObjectStore {
    private final ObjectStore store = new InMemoryObjectStore();
    private final AtomicInteger away;
    private final boolean careless;

    WrappedStore(int away, boolean careless) {
      this.away = new AtomicInteger(away);
      this.careless = careless;
    }

    @Override
    public void createBucket() {
      if (away.getAndDecrement() > 0) {
        throw new StoreUnavailableException("away");
      }
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
      boolean created = store.putIfAbsent(key, content);
      return created || careless;
    }

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
    public void close() {
      store.close();
    }
  }
}
