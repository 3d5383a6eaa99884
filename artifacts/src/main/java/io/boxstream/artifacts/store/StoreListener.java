package io.boxstream.artifacts.store;

import java.time.Duration;

/** Listener for each attempt of a call to a store. Called by several threads; must not block. */
@FunctionalInterface
public interface StoreListener {

  /** Is interested in nothing. */
  StoreListener NONE = (operation, answer, took) -> {};

  /** A call came to its end. */
  void called(StoreOperation operation, StoreResponse answer, Duration took);
}
