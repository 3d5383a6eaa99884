package io.boxstream.detection.decode;

import java.util.Arrays;

/**
 * The best few of many scored candidates, ties by lower index, without sorting the rest: a heap
 * whose root is the worst one kept. A candidate is one number that sorts as candidates do: what its
 * score lacks to infinity, in bits, then its index.
 */
final class TopCandidates {

  private static final int POSITIVE_INFINITY_BITS = 0x7f80_0000;

  private final long[] heap;
  private int size;

  TopCandidates(int capacity) {
    this.heap = new long[capacity];
  }

  /**
   * @param score not negative, not NaN
   * @param index breaks ties: the lower wins
   */
  void offer(float score, int index) {
    long key = ((long) (POSITIVE_INFINITY_BITS - Float.floatToRawIntBits(score)) << 32) | index;
    if (size < heap.length) {
      heap[size] = key;
      siftUp(size++);
    } else if (key < heap[0]) {
      heap[0] = key;
      siftDown();
    }
  }

  /** The candidates that were kept, best first. Empties this. */
  long[] drain() {
    long[] keys = Arrays.copyOf(heap, size);
    Arrays.sort(keys);
    size = 0;
    return keys;
  }

  /** The index that a candidate was offered with. */
  static int index(long candidate) {
    return (int) candidate;
  }

  /** The score that a candidate was offered with. */
  static float score(long candidate) {
    return Float.intBitsToFloat(POSITIVE_INFINITY_BITS - (int) (candidate >>> 32));
  }

  private void siftUp(int from) {
    int child = from;
    while (child > 0 && heap[(child - 1) / 2] < heap[child]) {
      swap(child, (child - 1) / 2);
      child = (child - 1) / 2;
    }
  }

  private void siftDown() {
    int parent = 0;
    while (2 * parent + 1 < size) {
      int child = 2 * parent + 1;
      if (child + 1 < size && heap[child + 1] > heap[child]) {
        child++;
      }
      if (heap[parent] >= heap[child]) {
        return;
      }
      swap(parent, child);
      parent = child;
    }
  }

  private void swap(int a, int b) {
    long kept = heap[a];
    heap[a] = heap[b];
    heap[b] = kept;
  }
}
