package io.boxstream.inference.model;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Closes models that serve no more, one after the other, on a thread of its own. */
public final class ModelCloser implements Executor, AutoCloseable {
  private static final int CLOSE_TIMEOUT_SECONDS = 5;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread closing = new Thread(task, "model-closer");
            closing.setDaemon(true);
            return closing;
          });

  @Override
  public void execute(Runnable closing) {
    thread.execute(closing);
  }

  /** Waits a few seconds until the models that it was given are closed. */
  @Override
  public void close() throws InterruptedException {
    thread.shutdown();
    thread.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}
