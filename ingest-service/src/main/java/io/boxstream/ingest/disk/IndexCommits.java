package io.boxstream.ingest.disk;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** Writes the changes of a store to its file in the background, and keeps the file compact. */
final class IndexCommits implements AutoCloseable {

  private static final Logger LOG = System.getLogger(IndexCommits.class.getName());
  private static final long INTERVAL_MILLIS = 1000;

  /** Chunks of the file are written again when less of them is in use, in percent. */
  private static final int LEAST_IN_USE = 60;

  private static final int COMPACTED_BYTES = 16 * 1024 * 1024;

  private final MVStore store;
  private final Lock noChanges;
  private final Runnable beforeCommit;

  /**
   * Held by a commit and by a compaction, of which the store lets one wait for the other: a commit
   * must not keep changes from the file while it waits.
   */
  private final Lock turn = new ReentrantLock();

  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "index-commits");

  /**
   * @param store closed by the caller
   * @param noChanges held while no change is in progress
   * @param beforeCommit adds to the changes of each commit what follows from them
   */
  IndexCommits(MVStore store, Lock noChanges, Runnable beforeCommit) {
    this.store = requireNonNull(store, "store");
    this.noChanges = requireNonNull(noChanges, "noChanges");
    this.beforeCommit = requireNonNull(beforeCommit, "beforeCommit");
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Writes all changes. */
  void commit() {
    turn.lock();
    try {
      noChanges.lock();
      try {
        if (store.hasUnsavedChanges()) {
          beforeCommit.run();
          store.commit();
        }
      } finally {
        noChanges.unlock();
      }
    } finally {
      turn.unlock();
    }
  }

  /**
   * Adds to the changes what a commit by the store itself needs; nothing if the store is closed.
   */
  void prepare() {
    noChanges.lock();
    try {
      if (!store.isClosed()) {
        beforeCommit.run();
      }
    } finally {
      noChanges.unlock();
    }
  }

  /**
   * Does nothing while most of the file is in use. Changes go on meanwhile, because it copies pages
   * in memory only: the next commit writes them.
   */
  private void compact() {
    turn.lock();
    try {
      boolean unused = store.compact(LEAST_IN_USE, COMPACTED_BYTES);
    } finally {
      turn.unlock();
    }
  }

  private void run() {
    try {
      while (!stop.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
        compact();
        commit();
      }
    } catch (MVStoreException e) {
      if (stop.getCount() > 0) {
        LOG.log(Level.ERROR, "the index can no longer be written; restart the service", e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the commit in progress. An interrupt would close the file under it. */
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
