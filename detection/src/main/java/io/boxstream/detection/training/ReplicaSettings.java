package io.boxstream.detection.training;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.ComputeDevice;
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

  /** One replica on the first GPU if there is one, else on the CPU. */
  public static ReplicaSettings single() {
    return new ReplicaSettings(ComputeDevice.AUTOMATIC, 1);
  }
}
