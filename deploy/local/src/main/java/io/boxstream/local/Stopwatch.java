package io.boxstream.local;

/** Measures the parts of a run, in seconds. */
final class Stopwatch {

  private long since = System.nanoTime();

  /** Seconds since this was made or last asked. */
  double lap() {
    long now = System.nanoTime();
    double seconds = (now - since) / 1e9;
    since = now;
    return seconds;
  }
}
