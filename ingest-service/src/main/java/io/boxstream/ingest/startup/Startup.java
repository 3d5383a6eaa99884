package io.boxstream.ingest.startup;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.ingest.catalog.FollowedIndex;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Waits in the background for the store's bucket and for the indexes to catch up with their topics.
 * Until then duplicates cannot be detected. The service already responds to requests in the
 * meantime, and it keeps running if the broker or the store is unavailable at the start.
 */
public final class Startup implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Startup.class.getName());

  private static final Duration ROUND = Duration.ofSeconds(1);

  private final ObjectStore store;
  private final List<FollowedIndex> indexes;
  private final FollowedIndex dependent;
  private final Duration retryDelay;
  private final CountDownLatch bucket = new CountDownLatch(1);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private final Thread dependentStart;
  private volatile Optional<String> storeFailure = Optional.empty();

  /**
   * @param store the store whose bucket is created
   * @param indexes the indexes to start
   * @param dependent an index that asks the others; it starts when they have caught up, and nobody
   *     waits for it
   * @param retryDelay delay between two attempts to reach the store
   */
  public Startup(
      ObjectStore store,
      List<FollowedIndex> indexes,
      FollowedIndex dependent,
      Duration retryDelay) {
    this.store = requireNonNull(store, "store");
    this.indexes = List.copyOf(indexes);
    this.retryDelay = requireNonNull(retryDelay, "retryDelay");
    this.dependent = requireNonNull(dependent, "dependent");
    this.thread = new Thread(this::makeBucket, "store-bucket");
    this.dependentStart = new Thread(this::startDependent, "start-" + dependent.topic());
  }

  /** Starts waiting and reading. */
  public void start() {
    indexes.forEach(FollowedIndex::start);
    thread.start();
    dependentStart.start();
  }

  /** Whether images can be ingested. */
  public boolean isReady() {
    return bucket.getCount() == 0 && indexes.stream().allMatch(FollowedIndex::isCaughtUp);
  }

  /**
   * Checks that images can be ingested.
   *
   * @throws NotReadyException if they cannot be ingested yet
   */
  public void requireReady() {
    if (bucket.getCount() > 0) {
      throw new NotReadyException("the object store has not responded yet");
    }
    if (!isReady()) {
      throw new NotReadyException("the log has not been read yet");
    }
  }

  /** Why the bucket of the store is not there yet, if an attempt failed. */
  public Optional<String> storeFailure() {
    return storeFailure;
  }

  /** The status of the consumer loops, by topic. */
  public Map<String, Supplier<ConsumerLoop.Status>> loops() {
    return Stream.concat(indexes.stream(), Stream.of(dependent))
        .collect(Collectors.toUnmodifiableMap(FollowedIndex::topic, index -> index::status));
  }

  /** Waits up to a timeout; true when images can be ingested. */
  public boolean await(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    boolean ready = bucket.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    for (FollowedIndex index : indexes) {
      ready &= index.awaitCaughtUp(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    return ready;
  }

  @Override
  public void close() {
    stop.countDown();
    indexes.forEach(FollowedIndex::close);
    thread.interrupt();
    dependentStart.interrupt();
    try {
      // It must not start after it was closed.
      dependentStart.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    dependent.close();
  }

  private void startDependent() {
    try {
      boolean ready = false;
      while (!ready && stop.getCount() > 0) {
        ready = await(ROUND);
      }
      if (ready) {
        dependent.start();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void makeBucket() {
    try {
      while (stop.getCount() > 0) {
        if (bucketIsThere()) {
          bucket.countDown();
          return;
        }
        stop.await(retryDelay.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean bucketIsThere() {
    try {
      store.createBucket();
      storeFailure = Optional.empty();
      return true;
    } catch (RuntimeException | Error e) {
      storeFailure = Optional.of(String.valueOf(e.getMessage()));
      LOG.log(Level.WARNING, "the object store is not ready, retrying: " + e);
      return false;
    }
  }
}
