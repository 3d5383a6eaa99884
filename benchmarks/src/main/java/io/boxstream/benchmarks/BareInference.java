package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.inference.Parallelism;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Decoding and detection in this process, on as many threads as there are processors and in the
 * arrangement of inference-service, without queue, HTTP and topics. Its threads live as long as the
 * process.
 */
final class BareInference implements AutoCloseable {

  private static final int BATCH = 8;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final int processors = Runtime.getRuntime().availableProcessors();
  private final ExecutorService threads = Executors.newFixedThreadPool(processors);
  private final List<byte[]> images;
  private final DetectorModel model;

  /**
   * @param images JPEG files, in turn
   */
  BareInference(DetectorArchitecture architecture, Path parameters, List<byte[]> images) {
    this.images = List.copyOf(requireNonNull(images, "images"));
    model =
        DetectorModel.load(
            architecture, parameters, DecodeSettings.defaults(), Parallelism.automatic());
    model.prepare(BATCH);
  }

  /** Images a second, in batches. */
  double imagesPerSecond(Duration duration) throws Exception {
    long start = System.nanoTime();
    List<Future<Integer>> counts = new ArrayList<>();
    for (int thread = 0; thread < processors; thread++) {
      int first = thread;
      counts.add(threads.submit(() -> detect(first, start + duration.toNanos())));
    }
    int count = 0;
    for (Future<Integer> part : counts) {
      count += part.get();
    }
    return count / ((System.nanoTime() - start) / 1e9);
  }

  private int detect(int first, long end) {
    int count = 0;
    while (System.nanoTime() < end) {
      List<RgbImage> batch = new ArrayList<>();
      for (int number = 0; number < BATCH; number++) {
        batch.add(decoder.decode(images.get((first + count + number) % images.size())));
      }
      model.detect(batch);
      count += BATCH;
    }
    return count;
  }

  /** One image at a time, due at equal intervals. */
  AnswerTimes atRate(double rate, Duration duration) {
    AnswerTimes times = new AnswerTimes();
    long interval = (long) (1e9 / rate);
    long start = System.nanoTime();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int number = 0; number * interval < duration.toNanos(); number++) {
      long due = start + number * interval;
      byte[] image = images.get(number % images.size());
      HttpLoad.awaitTime(due);
      all.add(
          CompletableFuture.runAsync(
              () -> {
                model.detect(List.of(decoder.decode(image)));
                times.add(due, System.nanoTime());
              },
              threads));
    }
    all.forEach(CompletableFuture::join);
    return times;
  }

  @Override
  public void close() {
    threads.shutdown();
    model.close();
  }
}
