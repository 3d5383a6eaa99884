package io.boxstream.local.sample;

import java.awt.Color;
import java.util.List;
import java.util.SplittableRandom;

/** The choices a scene is made of, drawn from one seed. */
final class RandomChoices {

  private final SplittableRandom random;

  RandomChoices(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A number in {@code [low, high)}. */
  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** A whole number from {@code low} to {@code high}, both included. */
  int count(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** True with the given probability. */
  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Plus one or minus one. */
  int side() {
    return random.nextBoolean() ? 1 : -1;
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** About normal, mean 0 and deviation 1: the sum of twelve uniform numbers. */
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  long seed() {
    return random.nextLong();
  }

  /** The colour, each channel moved by at most {@code amount}. */
  Color near(Color color, int amount) {
    int common = count(-amount, amount) / 2;
    return new Color(
        clamp(color.getRed() + common + count(-amount, amount) / 2),
        clamp(color.getGreen() + common + count(-amount, amount) / 2),
        clamp(color.getBlue() + common + count(-amount, amount) / 2));
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
