package io.boxstream.detection.pipeline;

import io.boxstream.detection.DetectorPreset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An endless stream of training batches, made ahead of the engine by worker threads.
 *
 * <p>The batches are a function of the images, the preset, the augmentation, the batch size, the
 * seed and the step: neither the number of workers nor the step that the pipeline started at
 * changes them, so a resumed run sees what the interrupted one would have seen. See {@link
 * EpochOrder} for the order.
 *
 * <p>One thread takes batches. It may give each back when the engine has copied it, which saves
 * allocating the next.
 */
public final class BatchPipeline implements AutoCloseable {

  private final SampleMaker maker;
  private final PipelineSettings settings;
  private final EpochCursor cursor;
  private final List<Thread> workers = new ArrayList<>();

  private final Lock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition results = lock.newCondition();
  private final Deque<PendingBatch> pending = new ArrayDeque<>();
  private final Deque<BatchMemory> spare = new ArrayDeque<>();
  private boolean closed;
  private Throwable workerDeath;

  /** Starts the workers of a pipeline that nobody listens to. */
  public BatchPipeline(
      LabelledImages images, DetectorPreset preset, PipelineSettings settings, long firstStep) {
    this(images, preset, settings, firstStep, SampleListener.NONE);
  }

  /**
   * Starts the workers.
   *
   * @param images what to train on
   * @param preset input size and anchors
   * @param settings how
   * @param firstStep the step, from 0, whose batch comes first
   * @param listener told how long images take
   */
  public BatchPipeline(
      LabelledImages images,
      DetectorPreset preset,
      PipelineSettings settings,
      long firstStep,
      SampleListener listener) {
    this.maker = new SampleMaker(images, preset, settings, listener);
    this.settings = settings;
    this.cursor =
        new EpochCursor(
            new EpochOrder(images.size(), settings.seed()),
            Math.multiplyExact(firstStep, settings.batchSize()));
    for (int i = 0; i < settings.workers(); i++) {
      Thread worker = new Thread(this::work, "batches-" + i);
      worker.setDaemon(true);
      workers.add(worker);
    }
    workers.forEach(Thread::start);
  }

  /**
   * The next batch; waits for it.
   *
   * @throws ImageFailedException if an image of it failed; asked again, it fails again
   * @throws InterruptedException if the calling thread was interrupted
   * @throws IllegalStateException if the pipeline is closed
   */
  public TrainingBatch next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      openBatches();
      while (!pending.getFirst().isComplete() && !closed && workerDeath == null) {
        results.await();
      }
      if (workerDeath != null) {
        throw new IllegalStateException("a worker died", workerDeath);
      }
      if (closed) {
        throw new IllegalStateException("the pipeline is closed");
      }
      TrainingBatch batch = pending.getFirst().result();
      pending.removeFirst();
      openBatches();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives a batch's memory back: it will hold another batch. Nothing may read the batch any more.
   */
  public void recycle(TrainingBatch batch) {
    lock.lock();
    try {
      if (spare.size() < settings.bufferedBatches()) {
        spare.add(
            new BatchMemory(
                batch.pixels().duplicate().clear(),
                batch.classTargets(),
                batch.boxTargets(),
                new String[batch.size()]));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops the workers and waits until they have. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
      results.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void openBatches() {
    while (pending.size() < settings.bufferedBatches()) {
      BatchMemory memory = spare.poll();
      if (memory == null) {
        memory =
            BatchMemory.allocate(settings.batchSize(), maker.pixelCount(), maker.anchorCount());
      }
      pending.add(new PendingBatch(memory, cursor.next(settings.batchSize())));
      work.signalAll();
    }
  }

  private void work() {
    float[] scratch = new float[maker.pixelCount()];
    try {
      for (Task task = take(); task != null; task = take()) {
        run(task, scratch);
      }
    } catch (Throwable e) {
      // Errors, such as no memory: the thread that waits for the batch must learn of them.
      lock.lock();
      try {
        workerDeath = e;
        results.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** The next place to fill, waiting for one; null when the pipeline is closed. */
  private Task take() {
    lock.lock();
    try {
      while (!closed) {
        for (PendingBatch batch : pending) {
          BatchPlace place = batch.take();
          if (place != null) {
            return new Task(batch, place);
          }
        }
        work.awaitUninterruptibly();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void run(Task task, float[] scratch) {
    ImageFailedException failure = null;
    try {
      maker.make(task.place(), task.batch().memory(), scratch);
    } catch (ImageFailedException e) {
      failure = e;
    }
    lock.lock();
    try {
      if (failure == null) {
        task.batch().finished();
      } else {
        task.batch().failed(task.place().slot(), failure);
      }
      if (task.batch().isComplete()) {
        results.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private record Task(PendingBatch batch, BatchPlace place) {}
}
