package io.boxstream.benchmarks.capacity;

import static java.util.Objects.requireNonNull;

/** What there may be too little of. */
public enum Resource {
  INFERENCE("instances of inference, 2 processors each"),
  PARTITIONS("partitions of detection-requests"),
  INGEST("instances of ingest, 1 processor each"),
  BROKERS("brokers"),
  BROKER_DISK("bytes of disk of each broker"),
  VIEW_DISK("bytes of disk of trainer and evaluator each"),
  INDEX_DISK("bytes of disk of each instance of ingest"),
  TRAINER_MEMORY("bytes of heap of the trainer"),
  EVALUATOR_MEMORY("bytes of heap of the evaluator"),
  TRAINER("processors of the trainer"),
  EVALUATOR("processors of the evaluator");

  private final String meaning;

  Resource(String meaning) {
    this.meaning = requireNonNull(meaning, "meaning");
  }

  /** What an amount counts. */
  public String meaning() {
    return meaning;
  }
}
