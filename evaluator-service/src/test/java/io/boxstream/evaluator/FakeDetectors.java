package io.boxstream.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.evaluator.score.DetectorFactory;
import io.boxstream.evaluator.score.ImageDetector;
import io.boxstream.images.RgbImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Detectors whose parameters are a word: "perfect" finds the hat of every image of {@link
 * EvaluatorTestbed}, "blind" finds nothing, anything else cannot be loaded.
 */
final class FakeDetectors implements DetectorFactory {
  static final byte[] PERFECT = "perfect".getBytes(UTF_8);
  static final byte[] BLIND = "blind".getBytes(UTF_8);

  @Override
  public ImageDetector open(DetectorArchitecture architecture, Path parameters) {
    String word = read(parameters);
    return switch (word) {
      case "perfect" -> finding(List.of(hat(architecture)));
      case "blind" -> finding(List.of());
      default -> throw new IllegalArgumentException("no such parameters: " + word);
    };
  }

  private static Detection hat(DetectorArchitecture architecture) {
    Box box =
        new Box(
                EvaluatorTestbed.HAT.xMin(),
                EvaluatorTestbed.HAT.yMin(),
                EvaluatorTestbed.HAT.xMax(),
                EvaluatorTestbed.HAT.yMax())
            .scaled(EvaluatorTestbed.HORIZONTAL_STRETCH, EvaluatorTestbed.VERTICAL_STRETCH);
    return new Detection(architecture.classes().indexOf("hat"), 0.9f, box);
  }

  private static ImageDetector finding(List<Detection> detections) {
    return new ImageDetector() {
      @Override
      public List<List<Detection>> detect(List<RgbImage> images) {
        return images.stream().map(image -> detections).toList();
      }

      @Override
      public boolean predictsFinite(RgbImage image) {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
