package io.boxstream.detection.pipeline;

import io.boxstream.detection.DetectorPreset;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An endless stream of training batches, which worker threads prepare ahead of the engine.
 *
 * <p>The batches depend only on the images, the preset, the augmentation, the batch size, the seed
 * and the step. Neither the number of workers nor the first step changes them, so a resumed run
 * gets the same batches that the interrupted run would have got. See {@link EpochOrder} for the
 * order.
 *
 * <p>Only one thread may take batches. It can return each batch with {@link #recycle} after the
 * engine has copied it, which saves an allocation.
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

  /** Starts the workers of a pipeline with a decoder of its own and without a listener. */
  public BatchPipeline(
      LabelledImages images, DetectorPreset preset, PipelineSettings settings, long firstStep) {
    this(
        images,
        preset,
        settings,
        firstStep,
        new ImageDecoder(ImageLimits.defaults()),
        SampleListener.NONE);
  }

  /**
   * Starts the workers.
   *
   * @param images the training images
   * @param preset input size and anchors
   * @param settings how batches are made
   * @param firstStep the step of the first batch, from 0
   * @param decoder decodes the images
   * @param listener receives the duration of each stage of each image
   */
  public BatchPipeline(
      LabelledImages images,
      DetectorPreset preset,
      PipelineSettings settings,
      long firstStep,
      ImageDecoder decoder,
      SampleListener listener) {
    this.maker = new SampleMaker(images, preset, settings, decoder, listener);
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
   * Waits for the next batch and returns it.
   *
   * @throws ImageFailedException if an image of the batch failed; later calls fail too
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
   * Returns the memory of a batch, which is reused for another batch. The batch must not be read
   * afterwards.
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

  /** Stops the workers and waits until they have stopped. */
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
      // Errors, such as OutOfMemoryError, must reach the thread that waits for the batch.
      lock.lock();
      try {
        workerDeath = e;
        results.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Waits for the next place to fill; null if the pipeline is closed. */
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
