package io.boxstream.ingest.imports;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.function.IntToLongFunction;

/**
 * The items of one list: those that wait, and those that are under way from the moment that a
 * worker takes them to the acknowledgement of their records. Bounds the latter in number and in
 * bytes; an item that is larger than the bound is under way alone. Safe for several threads.
 */
final class ImportWindow {

  private final IntToLongFunction bytes;
  private final ImportConcurrency bounds;
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private int itemsUnderWay;
  private long bytesUnderWay;
  private boolean closed;

  /**
   * @param items in the order in which they are taken
   * @param bytes that an item takes while it is under way
   * @param bounds of what is under way
   */
  ImportWindow(int[] items, IntToLongFunction bytes, ImportConcurrency bounds) {
    this.bytes = requireNonNull(bytes, "bytes");
    this.bounds = requireNonNull(bounds, "bounds");
    for (int item : items) {
      waiting.add(item);
    }
  }

  /**
   * The next item, once there is room for it; its taker says what becomes of it. Empty when there
   * is none and none can come back, and after {@link #close}.
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

  /** An item is done with. */
  synchronized void finished(int item) {
    itemsUnderWay--;
    bytesUnderWay -= bytes.applyAsLong(item);
    notifyAll();
  }

  /** An item is tried again, after those that wait. */
  synchronized void again(int item) {
    waiting.add(item);
    finished(item);
  }

  /** No further items are taken. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Waits a while for the items that are under way. */
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
