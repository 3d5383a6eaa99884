package io.boxstream.detection.training;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.engine.EngineRuntime;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the batch of a step is distributed: each replica of the network takes an equal part of the
 * images.
 *
 * <p>Losses and gradients are those of the whole batch, but batch normalisation sees only its
 * replica's images, as it does with several GPUs in the reference (SSD.md 1.7). The order of
 * summation differs too, so runs with different numbers of replicas are not bit-identical; they
 * differ as runs on different machines do.
 *
 * @param device where the replicas run: all on the CPU, or replica i on GPU i
 * @param replicas the number of replicas
 */
public record ReplicaSettings(ComputeDevice device, int replicas) {
  /** With fewer images, the batch statistics of batch normalisation are too noisy. */
  private static final int MINIMUM_IMAGES = 4;

  /** Checks the number of replicas. */
  public ReplicaSettings {
    requireNonNull(device, "device");
    if (replicas < 1) {
      throw new IllegalArgumentException("training needs at least one replica, not " + replicas);
    }
  }

  /**
   * The number of images of each replica. Each takes consecutive images; if the number does not
   * divide evenly, the first replicas take one more.
   *
   * @throws IllegalArgumentException if there are fewer images than replicas
   */
  public List<Integer> shares(int images) {
    if (images < replicas) {
      throw new IllegalArgumentException(
          "a batch of %d images cannot be spread over %d replicas".formatted(images, replicas));
    }
    return IntStream.range(0, replicas)
        .mapToObj(replica -> images / replicas + (replica < images % replicas ? 1 : 0))
        .toList();
  }

  /**
   * The fastest settings on this machine. On a CPU whose operators run in the calling thread
   * ({@link EngineRuntime#runsInCallingThread}), this is one single-threaded replica per processor
   * of the engine, because threads that share an operator wait for each other at its end. Two
   * replicas with one thread each take 0.29 s for a step of the quick recipe; one replica with two
   * threads takes 0.33 s. Each replica has at least {@value #MINIMUM_IMAGES} images. In every other
   * case it is one replica.
   *
   * @param images the number of images in a batch
   */
  public static ReplicaSettings automatic(ComputeDevice device, int images) {
    EngineRuntime engine = new EngineRuntime();
    int replicas = engine.runsInCallingThread() ? spread(images, engine.processors()) : 1;
    return new ReplicaSettings(device, replicas);
  }

  static int spread(int images, int processors) {
    return Math.max(1, Math.min(processors, images / MINIMUM_IMAGES));
  }

  /** One replica on the first GPU if there is one, otherwise on the CPU. */
  public static ReplicaSettings single() {
    return new ReplicaSettings(ComputeDevice.AUTOMATIC, 1);
  }
}
