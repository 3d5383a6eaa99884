package io.boxstream.detection.decode;

import java.util.Arrays;

/**
 * Selects the best of many scored candidates without sorting all of them: a heap whose root is the
 * worst candidate kept. Of candidates with equal scores, the lower index wins. A candidate is
 * encoded as one number that sorts in this order: the upper half is the bit pattern of infinity
 * minus that of the score, the lower half is the index.
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

  /** Removes all candidates and returns them, best first. */
  long[] drain() {
    long[] keys = Arrays.copyOf(heap, size);
    Arrays.sort(keys);
    size = 0;
    return keys;
  }

  /** The index of a candidate. */
  static int index(long candidate) {
    return (int) candidate;
  }

  /** The score of a candidate. */
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
