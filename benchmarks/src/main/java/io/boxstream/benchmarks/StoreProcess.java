package io.boxstream.benchmarks;

import io.boxstream.testbed.EmbeddedStore;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The process of the object store. */
final class StoreProcess {

  private StoreProcess() {}

  /**
   * Runs a store until the process ends.
   *
   * @param arguments its folder and its port
   */
  public static void main(String[] arguments) throws InterruptedException {
    try (EmbeddedStore store =
        EmbeddedStore.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
      System.out.println(store.endpoint());
      new CountDownLatch(1).await();
    }
  }
}
