package io.boxstream.artifacts.store;

import java.time.Duration;

/** Is told of every call to a store, each try by itself. Called by several threads; be quick. */
@FunctionalInterface
public interface StoreListener {

  /** Is interested in nothing. */
  StoreListener NONE = (operation, answer, took) -> {};

  /** A call came to its end. */
  void called(StoreOperation operation, StoreResponse answer, Duration took);
}
