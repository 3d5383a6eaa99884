package io.boxstream.console.alerts;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Says which alerts fire. */
@FunctionalInterface
public interface AlertSource {

  /** The alerts that fire now, in any order; fails if there is no answer in time. */
  CompletableFuture<List<Alert>> firing();
}
