package io.boxstream.detection.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalisedConvolutionTest {
  private static final Convolution FORM = Convolution.pointwise(2, 1);

  /** A cell of a map of two channels. */
  private static final float[] CELL = {3, -2};

  private final Map<String, float[]> arrays = new HashMap<>();

  private void store(String statistics) {
    arrays.put("conv_weight", new float[] {1, 2, -4, 0.5f});
    arrays.put("conv_bias", new float[] {10, -20});
    arrays.put("norm_gamma", new float[] {3, 0.5f});
    arrays.put("norm_beta", new float[] {-1, 7});
    arrays.put("norm_" + statistics + "_mean", new float[] {5, -3});
    arrays.put("norm_" + statistics + "_var", new float[] {4, 0.25f});
  }

  @ParameterizedTest
  @CsvSource({"true, running, false", "false, running, false", "true, moving, true"})
  void isOneConvolution(boolean hasBias, String statistics, boolean fixGamma) {
    store(statistics);
    double epsilon = 0.01;
    var layer =
        new NormalisedConvolution(
            "conv_", FORM, hasBias, "norm_", new BatchNorm("0.01", fixGamma, statistics));

    float[] weight = layer.foldedWeight(arrays::get);
    float[] bias = layer.foldedBias(arrays::get);

    for (int channel = 0; channel < 2; channel++) {
      double result = product(arrays.get("conv_weight"), channel);
      result += hasBias ? arrays.get("conv_bias")[channel] : 0;
      double mean = arrays.get("norm_" + statistics + "_mean")[channel];
      double variance = arrays.get("norm_" + statistics + "_var")[channel];
      double gamma = fixGamma ? 1 : arrays.get("norm_gamma")[channel];
      double normalised = gamma * (result - mean) / Math.sqrt(variance + epsilon);
      double expected = normalised + arrays.get("norm_beta")[channel];
      assertThat(product(weight, channel) + bias[channel]).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void doesNotAskForABiasThatItHasNot() {
    store("running");
    arrays.remove("conv_bias");
    var layer = new NormalisedConvolution("conv_", FORM, false, "norm_", BatchNorm.BASE);

    assertThat(layer.foldedBias(arrays::get)).hasSize(2);
  }

  private static double product(float[] weight, int channel) {
    return weight[2 * channel] * CELL[0] + weight[2 * channel + 1] * CELL[1];
  }
}
