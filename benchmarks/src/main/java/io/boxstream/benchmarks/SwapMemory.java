package io.boxstream.benchmarks;

import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.inference.Parallelism;
import io.boxstream.images.RgbImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Memory of a process in which one detector takes another one's place while images are detected on,
 * as in the service: loaded and prepared beside the one that serves, which is closed when nobody
 * uses it any more.
 *
 * @param preset the detectors
 * @param rounds swaps
 */
record SwapMemory(String preset, MemoryRounds rounds) implements Benchmark {

  private static final int CALLERS = 2;
  private static final int BATCH = 8;

  @Override
  public List<String> options() {
    return ResidentMemory.FIXED_HEAP;
  }

  @Override
  public void run(Measurements figures) throws Exception {
    try (StoredSample stored = StoredSample.of(preset);
        Serving serving = new Serving(stored)) {
      serving.load();
      rounds.run(serving::swap, figures);
      serving.failIfCallersFailed();
    }
  }

  /** A detector in service, with callers that give it no rest. */
  static final class Serving implements AutoCloseable {
    private final StoredSample stored;
    private final List<RgbImage> images =
        Collections.nCopies(BATCH / CALLERS, new Samples().image(640, 480));
    private final ReadWriteLock lease = new ReentrantReadWriteLock();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final List<Future<?>> calls = new ArrayList<>();
    private DetectorModel current;

    Serving(StoredSample stored) {
      this.stored = stored;
      current = open();
    }

    private DetectorModel open() {
      DetectorModel model =
          DetectorModel.load(
              stored.architecture(),
              stored.file(),
              DecodeSettings.defaults(),
              Parallelism.automatic());
      model.prepare(BATCH);
      return model;
    }

    /** Starts the callers. */
    void load() {
      for (int caller = 0; caller < CALLERS; caller++) {
        calls.add(callers.submit(this::detect));
      }
    }

    private void detect() {
      while (!stopping.get()) {
        lease.readLock().lock();
        try {
          current.detect(images);
        } finally {
          lease.readLock().unlock();
        }
      }
    }

    /** Replaces the detector. */
    void swap() {
      DetectorModel next = open();
      DetectorModel old;
      lease.writeLock().lock();
      try {
        old = current;
        current = next;
      } finally {
        lease.writeLock().unlock();
      }
      old.close();
    }

    /** Stops the callers. */
    void failIfCallersFailed() throws Exception {
      stopping.set(true);
      for (Future<?> call : calls) {
        call.get();
      }
    }

    @Override
    public void close() {
      stopping.set(true);
      callers.shutdown();
      current.close();
    }
  }
}
