package io.boxstream.trainer.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Rethrows failures of other threads. */
final class Failures {

  private Failures() {}

  /** Waits for a future and throws what made it fail. */
  static void rethrow(CompletableFuture<Void> future) {
    try {
      future.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }
}
