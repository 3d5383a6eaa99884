package io.boxstream.artifacts.store;

import java.time.Duration;

/** Listens to each attempt of a call to a store. Called by several threads; must not block. */
@FunctionalInterface
public interface StoreListener {

  /** Does nothing. */
  StoreListener NONE = (operation, answer, took) -> {};

  /** An attempt has ended. */
  void called(StoreOperation operation, StoreResponse answer, Duration took);
}
