package io.boxstream.inference.serve;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A blocking queue of decoded images, bounded by the memory of their pixels: a full queue blocks
 * the decoders. An image that is larger than the whole bound passes when the queue is empty.
 * Several threads may take.
 */
final class ImageQueue {
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<QueuedImage> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  ImageQueue(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be positive, was " + maxBytes);
    }
    this.maxBytes = maxBytes;
  }

  /**
   * Adds an image, waiting for room.
   *
   * @return false if the queue is closed
   */
  boolean put(QueuedImage image) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !waiting.isEmpty() && bytes + image.bytes() > maxBytes) {
        changed.await();
      }
      if (closed) {
        return false;
      }
      waiting.add(image);
      bytes += image.bytes();
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what is there, at most {@code max}; waits for the first image, and after it for more
   * until the batch is full or {@code linger} has passed.
   *
   * @return the batch, empty when the queue is closed and has been emptied
   */
  List<QueuedImage> take(int max, Duration linger) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      do {
        while (waiting.isEmpty() && !closed) {
          changed.await();
        }
        linger(max, linger);
        // Another taker may have been quicker meanwhile.
      } while (waiting.isEmpty() && !closed);
      List<QueuedImage> batch = new ArrayList<>(Math.min(max, waiting.size()));
      while (batch.size() < max && !waiting.isEmpty()) {
        QueuedImage image = waiting.poll();
        bytes -= image.bytes();
        batch.add(image);
      }
      changed.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void linger(int max, Duration linger) throws InterruptedException {
    long left = linger.toNanos();
    while (!waiting.isEmpty() && waiting.size() < max && !closed && left > 0) {
      left = changed.awaitNanos(left);
    }
  }

  /** Images that wait now. */
  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more images; those inside can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
