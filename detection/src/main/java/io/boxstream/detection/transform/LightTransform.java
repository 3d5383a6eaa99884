package io.boxstream.detection.transform;

import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Normalization;
import io.boxstream.images.RgbImage;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Boxstream's augmentation for pretrained networks and few images: the image whole, or on a grey
 * canvas with up to 1.8 times its sides; brightness, contrast and saturation by up to a fifth;
 * flip. It never cuts objects.
 */
final class LightTransform implements SampleTransform {
  private static final double MAXIMUM_EXPANSION = 1.8;
  private static final double EXPANDED = 0.4;
  private static final double STRENGTH = 0.2;
  private static final double MINIMUM_BOX = 3;

  private final int inputSize;
  private final PixelNormalization normalization;

  LightTransform(int inputSize, Normalization normalization) {
    this.inputSize = inputSize;
    this.normalization = new PixelNormalization(normalization);
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public List<GroundTruth> apply(
      RgbImage image, List<GroundTruth> objects, RandomGenerator random, float[] pixels) {
    ColourMatrix colours =
        ColourMatrix.identity()
            .brighter(random.nextDouble(-1, 1) * STRENGTH * 128)
            .scaled(1 + random.nextDouble(-1, 1) * STRENGTH)
            .saturated(1 + random.nextDouble(-1, 1) * STRENGTH);
    Canvas canvas =
        random.nextDouble() < EXPANDED
            ? Canvas.around(image, MAXIMUM_EXPANSION, random)
            : Canvas.of(image);
    boolean mirrored = random.nextBoolean();
    Region whole = new Region(0, 0, canvas.width(), canvas.height());

    Interpolation interpolation =
        Interpolation.between(canvas.width(), canvas.height(), inputSize, inputSize);
    Kernel kernel = Kernel.of(interpolation, whole.width(), whole.height(), inputSize, inputSize);
    AxisWeights columns =
        new AxisWeights(kernel, canvas.columns(whole, image), inputSize, mirrored);
    AxisWeights rows = new AxisWeights(kernel, canvas.rows(whole, image), inputSize, false);
    new StretchedCanvas(image, columns, rows, normalization).write(colours, pixels);

    List<GroundTruth> placed =
        Boxes.scaled(
            Boxes.shifted(objects, canvas.left(), canvas.top()),
            (double) inputSize / canvas.width(),
            (double) inputSize / canvas.height());
    List<GroundTruth> visible = Boxes.atLeast(placed, MINIMUM_BOX);
    return mirrored ? Boxes.mirrored(visible, inputSize) : visible;
  }
}
