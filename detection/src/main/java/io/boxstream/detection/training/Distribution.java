package io.boxstream.detection.training;

import io.boxstream.detection.network.ParameterSpec;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * Random values for one array. They depend only on (seed, name) and are the same on every Java
 * version.
 */
final class Distribution {
  private final int size;
  private final SplittableRandom random;

  Distribution(ParameterSpec spec, long seed) {
    CRC32 name = new CRC32();
    name.update(spec.name().getBytes(StandardCharsets.UTF_8));
    size = spec.size();
    random = new SplittableRandom(seed ^ (name.getValue() << Integer.SIZE));
  }

  /** Uniform values between {@code -bound} and {@code bound}. */
  float[] uniform(double bound) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (bound * (2 * unit() - 1));
    }
    return values;
  }

  /** Normal values with mean 0, by the Box-Muller transform. */
  float[] gaussian(double deviation) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
      values[i] = (float) (deviation * radius * StrictMath.cos(2 * Math.PI * unit()));
    }
    return values;
  }

  /** A number in [0, 1), from 53 random bits. */
  private double unit() {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }
}
