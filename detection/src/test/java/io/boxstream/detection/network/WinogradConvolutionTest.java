package io.boxstream.detection.network;

import static io.boxstream.detection.network.LayerGraphs.arrays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the same convolution as one operator. */
class WinogradConvolutionTest {
  private static final int BATCH = 2;
  private static final int CHANNELS_IN = 128;
  private static final int CHANNELS_OUT = 224;
  private static final Convolution FORM = Convolution.of(CHANNELS_OUT, 3, 1, 1);

  /**
   * Every remainder that a side can have when it is cut into tiles, and the sides of SSD's maps.
   */
  @ParameterizedTest
  @ValueSource(ints = {16, 17, 18, 19, 32, 38})
  void isTheConvolution(int size) {
    Random random = new Random(size);
    Map<String, float[]> stored =
        Map.of(
            "weight", LayerGraphs.normal(random, CHANNELS_OUT * CHANNELS_IN * 9, 0.04f),
            "bias", LayerGraphs.normal(random, CHANNELS_OUT, 1));
    float[] data = LayerGraphs.normal(random, BATCH * CHANNELS_IN * size * size, 1);

    Shape shape = new Shape(BATCH, CHANNELS_IN, size, size);

    float[] direct =
        LayerGraphs.run(graph(Arrangement.PLAIN, size, FORM), stored, data, shape, CHANNELS_OUT);
    float[] actual =
        LayerGraphs.run(
            graph(Arrangement.SERVING_ON_ONEDNN, size, FORM), stored, data, shape, CHANNELS_OUT);

    assertThat(actual).hasSameSizeAs(direct);
    float largest = 0;
    for (int i = 0; i < direct.length; i++) {
      assertThat(actual[i]).isCloseTo(direct[i], within(1e-4f));
      largest = Math.max(largest, Math.abs(direct[i]));
    }
    assertThat(largest).isGreaterThan(4);
  }

  @Test
  void takesTheDirectWayWhereNothingIsWon() {
    List<Convolution> forms =
        List.of(
            Convolution.of(CHANNELS_OUT, 3, 2, 1),
            Convolution.of(CHANNELS_OUT, 3, 1, 0),
            Convolution.of(64, 3, 1, 1),
            Convolution.pointwise(CHANNELS_OUT, 1),
            new Convolution(CHANNELS_OUT, 3, 1, Padding.even(6), 6, 1));

    Stream<List<String>> arrays =
        Stream.concat(
            forms.stream().map(form -> arrays(graph(Arrangement.SERVING_ON_ONEDNN, 32, form))),
            Stream.of(
                arrays(graph(Arrangement.SERVING_ON_ONEDNN, 15, FORM)),
                arrays(graph(Arrangement.PLAIN, 32, FORM))));

    assertThat(arrays).containsOnly(List.of("weight", "bias"));
    assertThat(arrays(graph(Arrangement.SERVING_ON_ONEDNN, 32, FORM))).doesNotContain("weight");
  }

  private static ServingGraph graph(Arrangement arrangement, int size, Convolution form) {
    return LayerGraphs.of(
        arrangement,
        CHANNELS_IN,
        size,
        (layers, data) -> layers.convolution(data, "", NetworkPart.PLAIN, form, true));
  }
}
