package io.boxstream.detection.training;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.engine.EngineRuntime;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a step's batch is spread: each replica of the network takes an equal part of its images.
 *
 * <p>Losses and gradients are those of the whole batch, but batch normalisation sees only its
 * replica's images, as it does with several GPUs in the reference (SSD.md 1.7). Sums are added in
 * another order too, so different numbers of replicas agree as different machines do, not to the
 * last bit.
 *
 * @param device where the replicas compute: all on the CPU, or replica i on GPU i
 * @param replicas how many there are
 */
public record ReplicaSettings(ComputeDevice device, int replicas) {
  /** Batch normalisation's statistics of fewer images are too coarse. */
  private static final int LEAST_IMAGES = 4;

  /** Checks the number. */
  public ReplicaSettings {
    requireNonNull(device, "device");
    if (replicas < 1) {
      throw new IllegalArgumentException("training needs a replica, not " + replicas);
    }
  }

  /**
   * How many images each replica takes: consecutive ones, the first replicas one more where the
   * number does not divide.
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
   * What trains quickest on this machine. On a CPU whose operators run in the thread that asks for
   * them ({@link EngineRuntime#runsInCallingThread}) that is a replica for each of the engine's
   * processors, with one thread each, because threads that share an operator wait for each other at
   * its end: two replicas of one thread take a step of the quick recipe in 0.29 s, one of two
   * threads takes 0.33 s. Each replica has at least {@value #LEAST_IMAGES} images. In every other
   * case it is one replica.
   *
   * @param images in a batch
   */
  public static ReplicaSettings automatic(ComputeDevice device, int images) {
    EngineRuntime engine = new EngineRuntime();
    int replicas = engine.runsInCallingThread() ? spread(images, engine.processors()) : 1;
    return new ReplicaSettings(device, replicas);
  }

  static int spread(int images, int processors) {
    return Math.max(1, Math.min(processors, images / LEAST_IMAGES));
  }

  /** One replica on the first GPU if there is one, else on the CPU. */
  public static ReplicaSettings single() {
    return new ReplicaSettings(ComputeDevice.AUTOMATIC, 1);
  }
}
