package io.boxstream.detection.network;

import static io.boxstream.detection.network.LayerGraphs.arrays;
import static io.boxstream.detection.network.LayerGraphs.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the convolution, its batch normalisation and its ReLU as operators of their own. */
class DividedConvolutionTest {
  private static final int BATCH = 2;
  private static final int CHANNELS_IN = 48;
  private static final int SIZE = 23;

  @ParameterizedTest
  @ValueSource(ints = {512, 1024})
  void isTheConvolution(int channels) {
    Random random = new Random(channels);
    Map<String, float[]> stored =
        Map.of(
            "conv_weight", normal(random, channels * CHANNELS_IN, 0.2f),
            "norm_gamma", normal(random, channels, 1),
            "norm_beta", normal(random, channels, 1),
            "norm_running_mean", normal(random, channels, 1),
            "norm_running_var", positive(normal(random, channels, 1)));
    float[] data = normal(random, BATCH * CHANNELS_IN * SIZE * SIZE, 1);
    Shape shape = new Shape(BATCH, CHANNELS_IN, SIZE, SIZE);
    Convolution form = Convolution.pointwise(channels, 1);
    ServingGraph divided = graph(Arrangement.SERVING_ON_AVX512, CHANNELS_IN, SIZE, form);

    float[] actual = LayerGraphs.run(divided, stored, data, shape, channels);
    float[] expected =
        LayerGraphs.run(
            graph(Arrangement.PLAIN, CHANNELS_IN, SIZE, form), stored, data, shape, channels);

    assertThat(arrays(divided)).hasSize(2 * channels / 256);
    assertThat(actual).hasSize(BATCH * channels * SIZE * SIZE).containsSequence(0);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
    }
  }

  @Test
  void isWholeWhereNothingIsWon() {
    Convolution form = Convolution.pointwise(512, 1);
    Arrangement serving = Arrangement.SERVING_ON_AVX512;

    List<List<String>> whole =
        List.of(
            arrays(graph(Arrangement.SERVING_ON_ONEDNN, CHANNELS_IN, SIZE, form)),
            arrays(graph(serving, CHANNELS_IN, SIZE - 1, form)),
            arrays(graph(serving, 1024, SIZE, form)),
            arrays(graph(serving, CHANNELS_IN, SIZE, Convolution.pointwise(256, 1))),
            arrays(graph(serving, CHANNELS_IN, SIZE, Convolution.pointwise(768, 1))),
            arrays(graph(serving, CHANNELS_IN, SIZE, Convolution.pointwise(512, 2))),
            arrays(graph(serving, CHANNELS_IN, SIZE, Convolution.of(512, 3, 2, 1))));

    assertThat(whole).containsOnly(List.of("conv_folded.weight", "conv_folded.bias"));
    assertThat(arrays(graph(serving, CHANNELS_IN, SIZE, form)))
        .isEqualTo(
            IntStream.of(0, 256)
                .mapToObj(first -> "conv_folded.from" + first + ".")
                .flatMap(prefix -> List.of(prefix + "weight", prefix + "bias").stream())
                .toList());
  }

  private static float[] positive(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.5f + Math.abs(values[i]);
    }
    return values;
  }

  private static ServingGraph graph(
      Arrangement arrangement, int channelsIn, int size, Convolution form) {
    var layer = new NormalisedConvolution("conv_", form, false, "norm_", BatchNorm.BASE);
    return LayerGraphs.of(
        arrangement,
        channelsIn,
        size,
        (layers, data) -> layers.rectified(data, NetworkPart.BASE, layer, true));
  }
}
