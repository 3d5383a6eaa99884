package io.boxstream.ingest.rename;

/** The counts of a running rename. Thread-safe. */
final class RenameCounts {

  private long images;
  private long boxes;
  private long failed;

  synchronized void renamed(long ofBoxes) {
    images++;
    boxes += ofBoxes;
  }

  synchronized void gaveUp() {
    failed++;
  }

  /** A second pass tries the failed images again. */
  synchronized void forgetFailures() {
    failed = 0;
  }

  synchronized long images() {
    return images;
  }

  synchronized long boxes() {
    return boxes;
  }

  synchronized long failed() {
    return failed;
  }
}
