package io.boxstream.detection.inference;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDManager;
import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.decode.Decoder;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.engine.EngineThreads;
import io.boxstream.detection.engine.NativeHeap;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.JoinedHeads;
import io.boxstream.detection.network.ServingGraph;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.parameters.StoredDetector;
import io.boxstream.detection.transform.ValidationTransform;
import io.boxstream.images.RgbImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A trained detector in memory. Images are resized to the network input as in validation.
 * Thread-safe: it processes as many batches in parallel as it has instances; further batches wait.
 * Owns its arrays in the engine and frees them on close. The threads of its instances are borrowed
 * until then.
 */
public final class DetectorModel implements AutoCloseable {
  private static final int LARGEST_BATCH = 16;

  /**
   * Side of the largest input that a CPU processes in batches. For larger inputs the feature maps
   * of several images do not fit into the caches: MobileNet 1.0 at 512 processes 21.5 images per
   * second one by one and 19.8 in batches of 4; MobileNet 0.25 at 300 processes 333 and 420.
   */
  private static final int LARGEST_BATCHED_INPUT = 300;

  private final DetectorArchitecture architecture;
  private final EngineThreads threads;
  private final NDManager manager;
  private final List<DetectorInstance> instances;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private DetectorModel(
      DetectorArchitecture architecture,
      EngineThreads threads,
      NDManager manager,
      List<DetectorInstance> instances) {
    this.architecture = architecture;
    this.threads = threads;
    this.manager = manager;
    this.instances = instances;
  }

  /**
   * Loads a detector with the decode settings of the reference and the best parallelism for this
   * machine.
   *
   * @throws io.boxstream.detection.parameters.ParameterFileException if the file is damaged or
   *     belongs to another detector
   */
  public static DetectorModel load(DetectorArchitecture architecture, Path parameters) {
    return load(architecture, parameters, DecodeSettings.defaults());
  }

  /** Loads a detector; see {@link #load(DetectorArchitecture, Path)}. */
  public static DetectorModel load(
      DetectorArchitecture architecture, Path parameters, DecodeSettings settings) {
    return load(architecture, parameters, settings, Parallelism.automatic());
  }

  /**
   * Loads a detector; see {@link #load(DetectorArchitecture, Path)}.
   *
   * @param parallelism used if operators run in the calling thread ({@link
   *     EngineRuntime#runsInCallingThread}). With the engine's scheduler, a detector always has one
   *     instance: more would not be faster, and threads that schedule operators on the same arrays
   *     at the same time can deadlock, because the scheduler registers one array after the other
   */
  public static DetectorModel load(
      DetectorArchitecture architecture,
      Path parameters,
      DecodeSettings settings,
      Parallelism parallelism) {
    return load(architecture, parameters, settings, parallelism, Pace.FULL);
  }

  /**
   * Loads a detector; see {@link #load(DetectorArchitecture, Path, DecodeSettings, Parallelism)}.
   *
   * @param pace of reading the file and of building the network
   */
  public static DetectorModel load(
      DetectorArchitecture architecture,
      Path parameters,
      DecodeSettings settings,
      Parallelism parallelism,
      Pace pace) {
    requireNonNull(architecture, "architecture");
    requireNonNull(parallelism, "parallelism");
    StoredDetector stored = pace.step(() -> new DetectorParameters(architecture).read(parameters));
    Decoder decoder = new Decoder(stored.anchors(), architecture.classCount(), settings);
    EngineRuntime engine = new EngineRuntime();
    EngineThreads threads =
        engine.borrowThreads(
            engine.runsInCallingThread() ? parallelism.instances() : 1, parallelism.threads());
    try {
      return pace.step(
          () -> threads.call(0, () -> build(engine, threads, architecture, stored, decoder)));
    } catch (RuntimeException e) {
      threads.close();
      throw e;
    }
  }

  private static DetectorModel build(
      EngineRuntime engine,
      EngineThreads threads,
      DetectorArchitecture architecture,
      StoredDetector stored,
      Decoder decoder) {
    NDManager manager = engine.newManager();
    try {
      DetectorNetwork network = new DetectorNetwork(architecture);
      int size = architecture.preset().inputSize();
      JoinedHeads heads = network.joinedHeads();
      ServingGraph serving = network.servingGraph(engine.kernels(manager.getDevice()));
      HeadsGraphs graphs = new HeadsGraphs(manager, serving, size, heads, stored.arrays());
      ValidationTransform transform =
          new ValidationTransform(size, architecture.preset().normalization());
      List<DetectorInstance> instances =
          IntStream.range(0, threads.count())
              .mapToObj(
                  thread ->
                      new DetectorInstance(threads, thread, graphs, transform, heads, decoder))
              .toList();
      return new DetectorModel(architecture, threads, manager, instances);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** The detector's preset and classes. */
  public DetectorArchitecture architecture() {
    return architecture;
  }

  /**
   * Plans the engine's memory in advance, so that no image has to wait for it.
   *
   * @param images the maximum number of images per call
   */
  public void prepare(int images) {
    prepare(images, Pace.FULL);
  }

  /**
   * Plans the engine's memory in advance; see {@link #prepare(int)}.
   *
   * @param images the maximum number of images per call
   * @param pace at full pace all instances plan at the same time, beside others one after the other
   */
  public void prepare(int images, Pace pace) {
    requireNonNull(pace, "pace");
    whileOpen(
        () -> {
          for (int batch = 1; batch <= batchOf(images); batch *= 2) {
            plan(batch, pace);
          }
          return null;
        });
  }

  private void plan(int batch, Pace pace) {
    switch (pace) {
      case FULL -> onAll(instance -> instance.prepare(batch));
      case BESIDE_OTHERS ->
          instances.forEach(
              instance -> pace.step(() -> EngineThreads.await(instance.prepare(batch))));
    }
  }

  /**
   * Detects objects, best first for each image.
   *
   * @return boxes in pixels of each image, clipped to it; boxes outside the image are dropped
   * @throws IllegalStateException if the detector is closed
   */
  public List<List<Detection>> detect(List<RgbImage> images) {
    List<List<Detection>> results = new ArrayList<>();
    List<List<Detection>> stretched = detectStretched(images);
    double size = architecture.preset().inputSize();
    for (int i = 0; i < images.size(); i++) {
      double x = images.get(i).width() / size;
      double y = images.get(i).height() / size;
      results.add(
          stretched.get(i).stream()
              .filter(found -> found.box().area() > 0)
              .map(found -> found.withBox(found.box().scaled(x, y)))
              .toList());
    }
    return results;
  }

  /**
   * Detects objects in the coordinate frame in which the reference evaluates them.
   *
   * @return boxes in pixels of the network's input, clipped to it
   * @throws IllegalStateException if the detector is closed
   */
  public List<List<Detection>> detectStretched(List<RgbImage> images) {
    return whileOpen(
        () -> {
          List<CompletableFuture<List<List<Detection>>>> batches = new ArrayList<>();
          int next = 0;
          while (next < images.size()) {
            int batch = batchOf(images.size() - next);
            batches.add(leastBusy().detect(images.subList(next, next + batch)));
            next += batch;
          }
          awaitAll(batches);
          return batches.stream().flatMap(batch -> batch.join().stream()).toList();
        });
  }

  /**
   * Whether all raw predictions for an image are finite numbers. Detections do not show it: boxes
   * and scores that are no numbers are dropped, so a network whose values overflow finds less or
   * nothing.
   *
   * @throws IllegalStateException if the detector is closed
   */
  public boolean predictsFinite(RgbImage image) {
    return whileOpen(() -> EngineThreads.await(leastBusy().predictsFinite(image)));
  }

  /**
   * The size of the next batch: an equal share for each instance, rounded down to a power of two,
   * so that there are few graphs to plan and no padding to compute.
   */
  private int batchOf(int images) {
    boolean batched =
        manager.getDevice().isGpu() || isBatchedOnProcessors(architecture.preset().inputSize());
    return batchOf(images, instances.size(), batched);
  }

  static int batchOf(int images, int instances, boolean batched) {
    int share = (images + instances - 1) / instances;
    return batched ? Math.min(LARGEST_BATCH, Integer.highestOneBit(share)) : 1;
  }

  /** Whether a CPU processes images of an input size in batches. */
  static boolean isBatchedOnProcessors(int inputSize) {
    return inputSize <= LARGEST_BATCHED_INPUT;
  }

  private DetectorInstance leastBusy() {
    return Collections.min(instances, Comparator.comparingInt(DetectorInstance::pending));
  }

  /**
   * Runs a task while the detector is open. Tasks may run in parallel; {@link #close} waits for
   * them.
   */
  private <T> T whileOpen(Supplier<T> work) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the detector is closed");
      }
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void onAll(Function<DetectorInstance, CompletableFuture<Void>> task) {
    awaitAll(instances.stream().map(task).toList());
  }

  /** Waits for all futures, even if one fails. */
  private static void awaitAll(List<? extends CompletableFuture<?>> futures) {
    EngineThreads.await(CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)));
  }

  /**
   * Waits for running detections, frees all arrays in the engine, and returns the threads and the
   * memory.
   */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        threads.run(0, manager::close);
        threads.close();
        NativeHeap.trim();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
