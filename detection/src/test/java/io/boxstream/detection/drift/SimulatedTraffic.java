package io.boxstream.detection.drift;

import io.boxstream.detection.drift.ImageTraits.TraitBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Images of scenes. Images of one scene follow one another and are alike: most of what varies does
 * so between scenes. The length of a scene is geometrically distributed.
 */
final class SimulatedTraffic {
  private static final double[] CLASSES = {0.5, 0.3, 0.2};

  private final Random random;
  private final double length;
  private final double darker;
  private final double blur;
  private final double secondClass;
  private Scene scene;

  private record Scene(
      double brightness,
      double sharpness,
      double rate,
      double[] classes,
      double score,
      double size) {}

  /**
   * @param length images of a scene, on average
   * @param darker factor of brightness
   * @param blur what blur takes from sharpness
   * @param secondClass factor of the frequency of the second class
   */
  SimulatedTraffic(Random random, double length, double darker, double blur, double secondClass) {
    this.random = random;
    this.length = length;
    this.darker = darker;
    this.blur = blur;
    this.secondClass = secondClass;
  }

  static SimulatedTraffic usual(Random random, double length) {
    return new SimulatedTraffic(random, length, 1, 0, 1);
  }

  List<ImageTraits> images(int number) {
    List<ImageTraits> images = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      images.add(next());
    }
    return images;
  }

  private ImageTraits next() {
    if (scene == null || random.nextDouble() < 1 / length) {
      scene = newScene();
    }
    double brightness = darker * limited(scene.brightness + 10 * random.nextGaussian(), 0, 255);
    double sharpness = scene.sharpness + 0.1 * random.nextGaussian() - blur;
    int number = poisson(scene.rate);
    List<TraitBox> boxes = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      double score = limited(scene.score + 0.15 * random.nextGaussian() - 0.1 * blur, 0.3, 1);
      double size = Math.min(1, scene.size * Math.exp(0.3 * random.nextGaussian()));
      boxes.add(new TraitBox(label(), score, size));
    }
    return new ImageTraits(brightness, sharpness, boxes);
  }

  private Scene newScene() {
    double[] classes = CLASSES.clone();
    classes[1] *= secondClass;
    for (int i = 0; i < classes.length; i++) {
      classes[i] *= Math.exp(0.7 * random.nextGaussian());
    }
    return new Scene(
        110 + 30 * random.nextGaussian(),
        2.5 + 0.3 * random.nextGaussian(),
        Math.exp(1 + 0.5 * random.nextGaussian()),
        classes,
        0.7 + 0.1 * random.nextGaussian(),
        Math.exp(-1.8 + 0.4 * random.nextGaussian()));
  }

  private String label() {
    double sum = scene.classes[0] + scene.classes[1] + scene.classes[2];
    double at = random.nextDouble() * sum;
    if (at < scene.classes[0]) {
      return "hat";
    }
    return at < scene.classes[0] + scene.classes[1] ? "person" : "vest";
  }

  /** Knuth's method. */
  private int poisson(double rate) {
    double limit = Math.exp(-rate);
    int number = -1;
    double product = 1;
    while (product > limit) {
      product *= random.nextDouble();
      number++;
    }
    return number;
  }

  private static double limited(double value, double least, double most) {
    return Math.min(most, Math.max(least, value));
  }
}
