package io.boxstream.artifacts.store;

import static java.util.Objects.requireNonNull;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries calls while the store is unavailable, until a deadline. Other results, such as a missing
 * object or a refused request, are returned immediately. A broken stream is resumed at its
 * position.
 */
final class RetryingObjectStore implements ObjectStore {
  private static final Logger LOG = LoggerFactory.getLogger(RetryingObjectStore.class);
  private static final double JITTER = 0.2;

  private final ObjectStore store;
  private final FailsafeExecutor<Object> executor;

  RetryingObjectStore(ObjectStore store, RetrySettings settings) {
    this.store = requireNonNull(store, "store");
    this.executor =
        Failsafe.with(
            RetryPolicy.builder()
                .handle(StoreUnavailableException.class)
                .withMaxRetries(-1)
                .withBackoff(settings.firstDelay(), settings.longestDelay())
                .withJitter(JITTER)
                .withMaxDuration(settings.deadline())
                .onRetry(event -> LOG.info("{}; retrying", message(event.getLastException())))
                .build());
  }

  @Override
  public void createBucket() {
    retry(
        () -> {
          store.createBucket();
          return store;
        });
  }

  @Override
  public byte[] get(String key) {
    return retry(() -> store.get(key));
  }

  @Override
  public InputStream openStream(String key, long offset) {
    return new ResumingInputStream(at -> retry(() -> store.openStream(key, at)), offset);
  }

  @Override
  public void put(String key, Path file) {
    retry(
        () -> {
          store.put(key, file);
          return key;
        });
  }

  @Override
  public void put(String key, byte[] content) {
    retry(
        () -> {
          store.put(key, content);
          return key;
        });
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    return retry(() -> store.putIfAbsent(key, content));
  }

  @Override
  public Optional<ObjectStat> stat(String key) {
    return retry(() -> store.stat(key));
  }

  @Override
  public List<String> list(String prefix) {
    return retry(() -> store.list(prefix));
  }

  @Override
  public List<ObjectStat> listStats(String prefix) {
    return retry(() -> store.listStats(prefix));
  }

  @Override
  public List<ObjectStat> listStats(String prefix, String after, int limit) {
    return retry(() -> store.listStats(prefix, after, limit));
  }

  @Override
  public List<String> folders(String prefix) {
    return retry(() -> store.folders(prefix));
  }

  @Override
  public void delete(String key) {
    retry(
        () -> {
          store.delete(key);
          return key;
        });
  }

  @Override
  public void close() {
    store.close();
  }

  private <T> T retry(Supplier<T> call) {
    try {
      return executor.get(call::get);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw new StoreUnavailableException("interrupted while waiting for the store", e);
      }
      throw e;
    }
  }

  private static String message(Throwable failure) {
    return failure == null ? "the store failed" : failure.getMessage();
  }
}
