package io.boxstream.detection.transform;

import io.boxstream.detection.Normalization;
import java.util.List;

/**
 * Converts interleaved pixels to the planes of the network input: per channel, scales to [0, 1],
 * subtracts the mean and divides by the deviation.
 */
final class PixelNormalization {

  private final float[] mean;
  private final float[] deviation;

  PixelNormalization(Normalization normalization) {
    mean = floats(normalization.mean());
    deviation = floats(normalization.deviation());
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }

  /** The size of one of the 255 levels after normalisation. */
  double gain(int channel) {
    return 1 / (255.0 * deviation[channel]);
  }

  /** How far black is below the mean colour, which is zero after normalisation. */
  float blackBelowMean(int channel) {
    return mean[channel] / deviation[channel];
  }

  /**
   * Normalises gain · value + shift, which is not clipped.
   *
   * @param rgb size×size×3 unsigned bytes
   * @param size rows and columns
   * @param mirrored whether to write columns from right to left
   * @param gain contrast factor
   * @param shift added to each value, in 0 to 255
   * @param planes receives 3×size×size values
   */
  void write(byte[] rgb, int size, boolean mirrored, float gain, float shift, float[] planes) {
    int plane = size * size;
    float[] table = new float[256];
    for (int channel = 0; channel < 3; channel++) {
      for (int value = 0; value < table.length; value++) {
        table[value] = normalized(gain * value + shift, channel);
      }
      for (int row = 0; row < size; row++) {
        int from = 3 * row * size + channel;
        int at = channel * plane + row * size + (mirrored ? size - 1 : 0);
        int step = mirrored ? -1 : 1;
        for (int column = 0; column < size; column++, from += 3, at += step) {
          planes[at] = table[rgb[from] & 0xff];
        }
      }
    }
  }

  private float normalized(float value, int channel) {
    return (value / 255 - mean[channel]) / deviation[channel];
  }
}
