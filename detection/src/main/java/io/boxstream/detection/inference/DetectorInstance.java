package io.boxstream.detection.inference;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.Detection;
import io.boxstream.detection.decode.Decoder;
import io.boxstream.detection.engine.EngineThreads;
import io.boxstream.detection.network.JoinedHeads;
import io.boxstream.detection.transform.ValidationTransform;
import io.boxstream.images.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The graphs of one detector, one for each batch size. The same thread always runs them, because
 * the engine keeps its number of processors and the scratch memory of its kernels per calling
 * thread. Processes one batch after the other.
 */
final class DetectorInstance {
  private final HeadsGraphs factory;
  private final ValidationTransform transform;
  private final JoinedHeads heads;
  private final Decoder decoder;
  private final float[] planes;
  private final float[] classes;
  private final float[] boxes;
  private final Map<Integer, HeadsGraph> graphs = new TreeMap<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final EngineThreads threads;
  private final int thread;

  /**
   * @param threads the threads of the detector
   * @param thread the index of this instance's thread
   * @param factory creates the graphs, and frees them when the detector is closed
   * @param transform converts images to network inputs
   * @param heads the layout of the graphs' outputs
   * @param decoder converts predictions to detections
   */
  DetectorInstance(
      EngineThreads threads,
      int thread,
      HeadsGraphs factory,
      ValidationTransform transform,
      JoinedHeads heads,
      Decoder decoder) {
    this.threads = requireNonNull(threads, "threads");
    this.thread = thread;
    this.factory = requireNonNull(factory, "factory");
    this.transform = requireNonNull(transform, "transform");
    this.heads = requireNonNull(heads, "heads");
    this.decoder = requireNonNull(decoder, "decoder");
    this.planes = new float[3 * transform.inputSize() * transform.inputSize()];
    this.classes = new float[heads.anchorCount() * heads.classItems()];
    this.boxes = new float[heads.anchorCount() * 4];
  }

  /** Creates the graph and plans the engine's memory for batches of the given size. */
  CompletableFuture<Void> prepare(int batch) {
    return threads.submit(
        thread,
        () -> {
          graph(batch);
        });
  }

  /** Detects objects in one batch; boxes in pixels of the network's input, clipped to it. */
  CompletableFuture<List<List<Detection>>> detect(List<RgbImage> images) {
    pending.addAndGet(images.size());
    return threads
        .submit(thread, () -> detectBatch(images))
        .whenComplete((detections, failure) -> pending.addAndGet(-images.size()));
  }

  /** Whether all raw predictions for one image are finite numbers. */
  CompletableFuture<Boolean> predictsFinite(RgbImage image) {
    return threads.submit(
        thread,
        () -> {
          HeadsGraph graph = graph(1);
          transform.apply(image, planes);
          graph.put(0, planes);
          return graph.run().stream().allMatch(DetectorInstance::isFinite);
        });
  }

  /** The number of images that were submitted and are not finished. */
  int pending() {
    return pending.get();
  }

  private List<List<Detection>> detectBatch(List<RgbImage> images) {
    HeadsGraph graph = graph(images.size());
    for (int i = 0; i < images.size(); i++) {
      transform.apply(images.get(i), planes);
      graph.put(i, planes);
    }
    List<float[]> predicted = graph.run();
    List<List<Detection>> results = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      heads.separate(predicted, i, classes, boxes);
      results.add(clipped(decoder.decode(classes, boxes, 0)));
    }
    return results;
  }

  private List<Detection> clipped(List<Detection> detections) {
    int size = transform.inputSize();
    return detections.stream()
        .map(found -> found.withBox(found.box().clipped(size, size)))
        .toList();
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private HeadsGraph graph(int batch) {
    return graphs.computeIfAbsent(batch, factory::forBatchesOf);
  }
}
