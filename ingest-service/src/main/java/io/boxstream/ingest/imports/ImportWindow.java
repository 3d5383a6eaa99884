package io.boxstream.ingest.imports;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.function.IntToLongFunction;

/**
 * The waiting and in-flight items of one list. An item is in flight from the moment a worker takes
 * it until its record is acknowledged. Limits the in-flight items in number and in bytes. An item
 * larger than the limit is processed alone. Thread-safe.
 */
final class ImportWindow {

  private final IntToLongFunction bytes;
  private final ImportConcurrency bounds;
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private int itemsUnderWay;
  private long bytesUnderWay;
  private boolean closed;

  /**
   * @param items item numbers in processing order
   * @param bytes size of an item while it is in flight
   * @param bounds limits of the in-flight items
   */
  ImportWindow(int[] items, IntToLongFunction bytes, ImportConcurrency bounds) {
    this.bytes = requireNonNull(bytes, "bytes");
    this.bounds = requireNonNull(bounds, "bounds");
    for (int item : items) {
      waiting.add(item);
    }
  }

  /**
   * Waits until the next item fits and takes it. The caller must then call {@link #finished} or
   * {@link #again}. Empty if no items are left or in flight, and after {@link #close}.
   */
  synchronized OptionalInt take() throws InterruptedException {
    while (!closed && (waiting.isEmpty() ? itemsUnderWay > 0 : !fits(waiting.element()))) {
      wait();
    }
    if (closed || waiting.isEmpty()) {
      return OptionalInt.empty();
    }
    int item = waiting.remove();
    itemsUnderWay++;
    bytesUnderWay += bytes.applyAsLong(item);
    return OptionalInt.of(item);
  }

  /** Marks an item as finished. */
  synchronized void finished(int item) {
    itemsUnderWay--;
    bytesUnderWay -= bytes.applyAsLong(item);
    notifyAll();
  }

  /** Puts an item back for a retry, after the waiting items. */
  synchronized void again(int item) {
    waiting.add(item);
    finished(item);
  }

  /** Stops taking items. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Waits for the in-flight items, up to a timeout. */
  synchronized void awaitFinished(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    for (long left = longest.toMillis(); itemsUnderWay > 0 && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  private boolean fits(int item) {
    return itemsUnderWay == 0
        || (itemsUnderWay < bounds.images()
            && bytesUnderWay + bytes.applyAsLong(item) <= bounds.bytes());
  }
}
