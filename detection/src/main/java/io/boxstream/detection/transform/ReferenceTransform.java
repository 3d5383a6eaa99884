package io.boxstream.detection.transform;

import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Normalization;
import io.boxstream.images.RgbImage;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The reference's training transform (SSD.md 3.3): colours, expansion, constrained crop, one of
 * five interpolations on float32, flip. The distributions are those of the reference. The order of
 * random draws differs, because the reference uses Python's generators.
 *
 * <p>There are two other differences, in cases where the reference fails: images without objects
 * are cropped and trained on, and boxes thinner than a pixel at the input size are dropped. The
 * expanded image and the crop are never stored in memory; see {@link StretchedCanvas}.
 */
final class ReferenceTransform implements SampleTransform {

  private static final List<Interpolation> INTERPOLATIONS = List.of(Interpolation.values());
  private static final double MAXIMUM_EXPANSION = 4;
  private static final double MINIMUM_SCALE = 0.3;
  private static final double MINIMUM_BOX = 1;

  private final int inputSize;
  private final PixelNormalization normalization;
  private final ConstrainedCrop crop = new ConstrainedCrop(MINIMUM_SCALE);

  ReferenceTransform(int inputSize, Normalization normalization) {
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
    ColourMatrix colours = ColourMatrix.random(random);
    Canvas canvas = canvas(image, random);
    List<GroundTruth> placed = Boxes.shifted(objects, canvas.left(), canvas.top());
    Region region = crop.draw(canvas.width(), canvas.height(), placed, random);
    Interpolation interpolation = INTERPOLATIONS.get(random.nextInt(INTERPOLATIONS.size()));
    boolean mirrored = random.nextBoolean();

    Kernel kernel = Kernel.of(interpolation, region.width(), region.height(), inputSize, inputSize);
    AxisWeights columns =
        new AxisWeights(kernel, canvas.columns(region, image), inputSize, mirrored);
    AxisWeights rows = new AxisWeights(kernel, canvas.rows(region, image), inputSize, false);
    new StretchedCanvas(image, columns, rows, normalization).write(colours, pixels);

    List<GroundTruth> kept =
        Boxes.scaled(
            region.crop(placed),
            (double) inputSize / region.width(),
            (double) inputSize / region.height());
    List<GroundTruth> visible = Boxes.atLeast(kept, MINIMUM_BOX);
    return mirrored ? Boxes.mirrored(visible, inputSize) : visible;
  }

  private static Canvas canvas(RgbImage image, RandomGenerator random) {
    if (random.nextBoolean()) {
      return new Canvas(image.width(), image.height(), 0, 0);
    }
    double factor = random.nextDouble(1, MAXIMUM_EXPANSION);
    int width = (int) (image.width() * factor);
    int height = (int) (image.height() * factor);
    int top = random.nextInt(height - image.height() + 1);
    int left = random.nextInt(width - image.width() + 1);
    return new Canvas(width, height, left, top);
  }

  /** A larger image that contains the image at (left, top) and is grey elsewhere. */
  private record Canvas(int width, int height, int left, int top) {

    AxisWeights.Span columns(Region region, RgbImage image) {
      return new AxisWeights.Span(region.left() - left, region.width(), image.width());
    }

    AxisWeights.Span rows(Region region, RgbImage image) {
      return new AxisWeights.Span(region.top() - top, region.height(), image.height());
    }
  }
}
