package io.boxstream.inference.serve;

import io.boxstream.inference.model.ModelHolder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * A blocking queue of decoded images, bounded by their number and by the memory of their pixels: a
 * full queue blocks the decoders. The bound on their number keeps it short, because what comes
 * first is decided before images are decoded. An image that is larger than the whole bound passes
 * when the queue is empty. Several threads may take.
 */
final class ImageQueue {
  private final int maxImages;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<QueuedImage> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  ImageQueue(int maxImages, long maxBytes) {
    if (maxImages < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "maxImages and maxBytes must be positive, were %d and %d".formatted(maxImages, maxBytes));
    }
    this.maxImages = maxImages;
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
      while (!closed && isFullFor(image)) {
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

  private boolean isFullFor(QueuedImage image) {
    return !waiting.isEmpty() && (waiting.size() >= maxImages || bytes + image.bytes() > maxBytes);
  }

  /**
   * Takes a batch of images for one model: that of the image that has waited longest. Waits for the
   * first image, and after it for more until the batch is full or {@code linger} has passed.
   *
   * @param most images of a batch, by model
   * @return the batch, empty when the queue is closed and has been emptied
   */
  List<QueuedImage> take(ToIntFunction<ModelHolder> most, Duration linger)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      do {
        while (waiting.isEmpty() && !closed) {
          changed.await();
        }
        linger(most, linger);
        // Another taker may have been quicker meanwhile.
      } while (waiting.isEmpty() && !closed);
      List<QueuedImage> batch = cut(most);
      changed.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void linger(ToIntFunction<ModelHolder> most, Duration linger)
      throws InterruptedException {
    long left = linger.toNanos();
    while (left > 0 && !closed && isPartOfABatch(most)) {
      left = changed.awaitNanos(left);
    }
  }

  private boolean isPartOfABatch(ToIntFunction<ModelHolder> most) {
    if (waiting.isEmpty() || waiting.size() >= maxImages) {
      return false;
    }
    ModelHolder model = waiting.peek().model();
    return waiting.stream().filter(image -> image.model() == model).count()
        < most.applyAsInt(model);
  }

  private List<QueuedImage> cut(ToIntFunction<ModelHolder> most) {
    List<QueuedImage> batch = new ArrayList<>();
    if (waiting.isEmpty()) {
      return batch;
    }
    ModelHolder model = waiting.peek().model();
    int largest = most.applyAsInt(model);
    Iterator<QueuedImage> images = waiting.iterator();
    while (batch.size() < largest && images.hasNext()) {
      QueuedImage image = images.next();
      if (image.model() == model) {
        images.remove();
        bytes -= image.bytes();
        batch.add(image);
      }
    }
    return batch;
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

  /** The sum of something over all images that wait now, by model. */
  double sum(ToDoubleFunction<ModelHolder> each) {
    lock.lock();
    try {
      return waiting.stream().mapToDouble(image -> each.applyAsDouble(image.model())).sum();
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
