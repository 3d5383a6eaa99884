package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.Detection;
import io.boxstream.pictures.RgbImage;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs a detector on a thread of its own from its creation to its end: an engine's graph, its
 * memory and its thread-local flags must not be shared between threads. A model that is being
 * loaded therefore never runs on the thread of the one that serves.
 */
public final class ThreadConfinedDetector implements Detector {
  private final ExecutorService thread;
  private final Detector detector;

  private ThreadConfinedDetector(ExecutorService thread, Detector detector) {
    this.thread = thread;
    this.detector = detector;
  }

  /**
   * Creates a detector on a new thread and keeps it there.
   *
   * @param threadName name of the thread
   * @param factory makes the detector; its exception comes back to the caller and the thread ends
   */
  public static ThreadConfinedDetector create(String threadName, Callable<Detector> factory) {
    requireNonNull(threadName, "threadName");
    requireNonNull(factory, "factory");
    ExecutorService thread = Executors.newSingleThreadExecutor(task -> daemon(threadName, task));
    try {
      return new ThreadConfinedDetector(thread, await(thread, factory));
    } catch (RuntimeException e) {
      thread.shutdown();
      throw e;
    }
  }

  @Override
  public List<List<Detection>> detect(List<RgbImage> pictures) {
    return await(thread, () -> detector.detect(pictures));
  }

  @Override
  public void close() {
    try {
      await(
          thread,
          () -> {
            detector.close();
            return null;
          });
    } finally {
      thread.shutdown();
    }
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static <T> T await(ExecutorService thread, Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    thread.execute(
        () -> {
          try {
            result.complete(task.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
