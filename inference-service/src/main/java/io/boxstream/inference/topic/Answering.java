package io.boxstream.inference.topic;

/** When the answers of a poll are sent. */
public enum Answering {
  /** Each when it and those before it are there. */
  AS_THEY_COME,
  /** When all are there: they belong to one transaction, which must not stay open for long. */
  TOGETHER
}
