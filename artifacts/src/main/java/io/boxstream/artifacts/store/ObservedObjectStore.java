package io.boxstream.artifacts.store;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Notifies a listener of every call. Wrapped by the retries, so that each attempt is counted. For
 * streams it observes only the opening.
 */
final class ObservedObjectStore implements ObjectStore {
  private final ObjectStore store;
  private final StoreListener listener;
  private final LongSupplier nanoTime;

  ObservedObjectStore(ObjectStore store, StoreListener listener, LongSupplier nanoTime) {
    this.store = requireNonNull(store, "store");
    this.listener = requireNonNull(listener, "listener");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  @Override
  public void createBucket() {
    observe(StoreOperation.CREATE_BUCKET, store::createBucket);
  }

  @Override
  public byte[] get(String key) {
    return observed(StoreOperation.GET, () -> store.get(key));
  }

  @Override
  public InputStream openStream(String key, long offset) {
    return observed(StoreOperation.OPEN_STREAM, () -> store.openStream(key, offset));
  }

  @Override
  public void put(String key, Path file) {
    observe(StoreOperation.PUT, () -> store.put(key, file));
  }

  @Override
  public void put(String key, byte[] content) {
    observe(StoreOperation.PUT, () -> store.put(key, content));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    return observed(StoreOperation.PUT_IF_ABSENT, () -> store.putIfAbsent(key, content));
  }

  @Override
  public Optional<ObjectStat> stat(String key) {
    return observed(StoreOperation.STAT, () -> store.stat(key));
  }

  @Override
  public List<String> list(String prefix) {
    return observed(StoreOperation.LIST, () -> store.list(prefix));
  }

  @Override
  public List<ObjectStat> listStats(String prefix) {
    return observed(StoreOperation.LIST, () -> store.listStats(prefix));
  }

  @Override
  public List<ObjectStat> listStats(String prefix, String after, int limit) {
    return observed(StoreOperation.LIST, () -> store.listStats(prefix, after, limit));
  }

  @Override
  public List<String> folders(String prefix) {
    return observed(StoreOperation.LIST, () -> store.folders(prefix));
  }

  @Override
  public void delete(String key) {
    observe(StoreOperation.DELETE, () -> store.delete(key));
  }

  @Override
  public void close() {
    store.close();
  }

  private void observe(StoreOperation operation, Runnable call) {
    observed(
        operation,
        () -> {
          call.run();
          return Boolean.TRUE;
        });
  }

  private <T> T observed(StoreOperation operation, Supplier<T> call) {
    long started = nanoTime.getAsLong();
    StoreResponse answer = StoreResponse.DONE;
    try {
      return call.get();
    } catch (RuntimeException failure) {
      answer = StoreResponse.of(failure);
      throw failure;
    } finally {
      listener.called(operation, answer, Duration.ofNanos(nanoTime.getAsLong() - started));
    }
  }
}
