package io.boxstream.detection.inference;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.Backbone;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.ParameterSpec;

/**
 * Estimates how much memory a {@link DetectorModel} takes that is prepared for batches. It holds
 * its parameters several times: as the serving graph has them, with wider filters, and reordered
 * for the kernels. Each of its instances has a workspace for each batch size, which grows with the
 * images of the batch and the pixels of the input.
 *
 * <p>The numbers by backbone were measured on x86-64 with {@code NaiveEngine}, as the growth of the
 * anonymous memory of a process, with one and with two instances. The estimate is within two thirds
 * of what was measured. On a GPU most of this memory is the GPU's.
 */
public final class DetectorMemory {
  /** What does not depend on the network. */
  private static final long FIXED_BYTES = 8_000_000;

  private DetectorMemory() {}

  /**
   * The memory of a detector in bytes.
   *
   * @param parallelism that it is loaded with
   * @param images that it is prepared for, at least 1
   */
  public static long bytes(DetectorArchitecture architecture, Parallelism parallelism, int images) {
    requireNonNull(architecture, "architecture");
    int instances = new EngineRuntime().runsInCallingThread() ? parallelism.instances() : 1;
    return bytes(architecture, instances, images);
  }

  static long bytes(DetectorArchitecture architecture, int instances, int images) {
    if (instances < 1 || images < 1) {
      throw new IllegalArgumentException(
          "instances and images must be positive, were %d and %d".formatted(instances, images));
    }
    int side = architecture.preset().inputSize();
    int largest =
        DetectorModel.batchOf(images, instances, DetectorModel.isBatchedOnProcessors(side));
    // Batches of 1, 2, 4 and so on have a workspace each.
    long planned = (long) instances * (2L * largest - 1);
    Footprint footprint = Footprint.of(architecture.preset().backbone());
    return FIXED_BYTES
        + Math.round(footprint.copies * parameterBytes(architecture))
        + planned * side * side * footprint.bytesPerPixel;
  }

  private static long parameterBytes(DetectorArchitecture architecture) {
    return Float.BYTES
        * new DetectorNetwork(architecture)
            .parameters().stream().mapToLong(ParameterSpec::size).sum();
  }

  /**
   * What was measured.
   *
   * @param copies size of all forms of the parameters, in that of the stored ones
   * @param bytesPerPixel workspace of an image of a batch, by pixel of the network's input
   */
  private record Footprint(double copies, int bytesPerPixel) {
    private static Footprint of(Backbone backbone) {
      return switch (backbone) {
        case VGG16_ATROUS_300, VGG16_ATROUS_512 -> new Footprint(3.5, 1700);
        case RESNET34_V1B -> new Footprint(2.7, 1110);
        case RESNET50_V1, RESNET50_V1B -> new Footprint(2.5, 960);
        case MOBILENET_1_0, MOBILENET_1_0_RELU6 -> new Footprint(1.5, 300);
        case EFFICIENTNET_LITE0 -> new Footprint(1.5, 300);
        case MOBILENET_0_25, MOBILENET_0_25_STRIDE_8 -> new Footprint(1.8, 60);
        case COMPACT -> new Footprint(2.2, 62);
      };
    }
  }
}
