package io.boxstream.artifacts.store;

/** The calls of {@link ObjectStore}. */
public enum StoreOperation {
  CREATE_BUCKET,
  GET,
  OPEN_STREAM,
  PUT,
  PUT_IF_ABSENT,
  STAT,
  LIST,
  DELETE
}
