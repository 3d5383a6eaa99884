package io.boxstream.detection.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.drift.ImageTraits.TraitBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a feature is distributed over the validation images. The unit is the image: each contributes
 * the shares of its boxes in the bins, so that a crowd counts as much as a single object, and boxes
 * of one image are not taken for independent.
 *
 * @param bins the bins
 * @param images images that have a value: for features of boxes, those with boxes
 * @param shares mean shares of the images, one for each bin, together 1
 * @param covariance of the shares of one image, row by row, bins × bins
 */
public record FeatureReference(
    Bins bins, int images, List<Double> shares, List<Double> covariance) {

  public FeatureReference {
    requireNonNull(bins, "bins");
    shares = List.copyOf(shares);
    covariance = List.copyOf(covariance);
    int size = bins.size();
    if (images < 2 || shares.size() != size || covariance.size() != size * size) {
      throw new IllegalArgumentException(
          "%d images, %d bins, %d shares, %d covariances"
              .formatted(images, size, shares.size(), covariance.size()));
    }
  }

  /** Describes images; empty if fewer than {@code least} have a value. */
  static Optional<FeatureReference> of(DriftFeature feature, List<ImageTraits> all, int least) {
    List<ImageTraits> images =
        all.stream().filter(image -> !isOfBoxes(feature) || !image.boxes().isEmpty()).toList();
    if (images.size() < least) {
      return Optional.empty();
    }
    Bins bins = bins(feature, images);
    double[][] shares =
        images.stream()
            .map(image -> shares(feature, bins, image).orElseThrow())
            .toArray(double[][]::new);
    double[] mean = mean(shares, bins.size());
    double[][] covariance = covariance(shares, mean);
    return Optional.of(
        new FeatureReference(
            bins,
            images.size(),
            list(mean),
            IntStream.range(0, mean.length)
                .boxed()
                .flatMap(i -> list(covariance[i]).stream())
                .toList()));
  }

  private static boolean isOfBoxes(DriftFeature feature) {
    return switch (feature) {
      case SCORES, CLASSES, BOX_SIZES -> true;
      case BOXES, BRIGHTNESS, SHARPNESS -> false;
    };
  }

  private static Bins bins(DriftFeature feature, List<ImageTraits> images) {
    if (feature == DriftFeature.CLASSES) {
      return Bins.ofLabels(
          images.stream().flatMap(image -> image.boxes().stream()).map(TraitBox::label).toList());
    }
    // With fewer images in a bin its share would be known too badly.
    int most = Math.min(Bins.MAXIMUM, images.size() / 8);
    return Bins.ofNumbers(
        images.stream().flatMapToDouble(image -> Arrays.stream(image.values(feature))).toArray(),
        most);
  }

  /** The shares of an image in the bins, together 1; empty if it has no value. */
  Optional<double[]> shares(DriftFeature feature, ImageTraits image) {
    return shares(feature, bins, image);
  }

  private static Optional<double[]> shares(DriftFeature feature, Bins bins, ImageTraits image) {
    List<Integer> found = new ArrayList<>();
    if (feature == DriftFeature.CLASSES) {
      image.boxes().forEach(box -> found.add(bins.of(box.label())));
    } else {
      for (double value : image.values(feature)) {
        found.add(bins.of(value));
      }
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    double[] shares = new double[bins.size()];
    found.forEach(bin -> shares[bin] += 1.0 / found.size());
    return Optional.of(shares);
  }

  private static double[] mean(double[][] rows, int size) {
    double[] mean = new double[size];
    for (double[] row : rows) {
      for (int i = 0; i < size; i++) {
        mean[i] += row[i];
      }
    }
    return Arrays.stream(mean).map(sum -> sum / rows.length).toArray();
  }

  private static double[][] covariance(double[][] rows, double[] mean) {
    double[][] covariance = new double[mean.length][mean.length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        for (int j = 0; j < mean.length; j++) {
          covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / (rows.length - 1);
        }
      }
    }
    return covariance;
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
