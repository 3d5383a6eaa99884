package io.boxstream.detection.network;

import static io.boxstream.detection.network.Layers.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A 3×3 convolution with half the multiplications: Winograd's minimal filtering F(4, 3) along the
 * columns of a map, as in Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks"
 * (2016), with the points 0, 1, -1, 2, -2 and infinity.
 *
 * <p>Four rows of the result, a tile, depend on six rows of the map. The direct form needs twelve
 * products of a filter row with a map row. Here six weighted sums of the map rows, {@code Bᵀd}, are
 * each multiplied by one weighted sum of the filter rows, {@code Gg}, which is computed in advance.
 * The four rows of the result are sums of the six products, {@code Aᵀ(Gg·Bᵀd)}. With 512 channels,
 * results of up to 4.5 differ from those of the direct form by at most 3e-5.
 *
 * <p>oneDNN has its own Winograd kernel, but MXNet does not use it. So each step is an operator for
 * which oneDNN has a fast kernel:
 *
 * <ol>
 *   <li>the sums of rows: depthwise convolutions, 6 high, in steps of 4;
 *   <li>the products: convolutions with filters of a single row;
 *   <li>the sums of products, which lie side by side: depthwise convolutions across all six;
 *   <li>the four rows of each tile, also side by side: a reshape that puts them below each other.
 * </ol>
 */
final class WinogradConvolution {
  private static final int KERNEL = 3;
  private static final int TILE = 4;
  private static final int PRODUCTS = TILE + KERNEL - 1;

  /** Bᵀ: the sums of the map's rows. */
  private static final float[][] MAP_SUMS = {
    {4, 0, -5, 0, 1, 0},
    {0, -4, -4, 1, 1, 0},
    {0, 4, -4, -1, 1, 0},
    {0, -2, -1, 2, 1, 0},
    {0, 2, -1, -2, 1, 0},
    {0, 4, 0, -5, 0, 1}
  };

  /** G: the sums of a filter's rows. */
  private static final double[][] FILTER_SUMS = {
    {1. / 4, 0, 0},
    {-1. / 6, -1. / 6, -1. / 6},
    {-1. / 6, 1. / 6, -1. / 6},
    {1. / 24, 1. / 12, 1. / 6},
    {1. / 24, -1. / 12, 1. / 6},
    {0, 0, 1}
  };

  /** Aᵀ: the sums of products. */
  private static final float[][] PRODUCT_SUMS = {
    {1, 1, 1, 1, 1, 0},
    {0, 1, -1, 2, -2, 0},
    {0, 1, 1, 4, 4, 0},
    {0, 1, -1, 8, -8, 1}
  };

  /**
   * Side of the smallest map on which the savings exceed the overhead of about twenty operators.
   */
  private static final int SMALLEST_MAP = 16;

  /**
   * The savings grow with the product of input and output channels, the cost of the sums of rows
   * with the sum of both. Measured on one processor as input channels, output channels, side of the
   * map: direct form and this form. 512, 512, 38: 59 and 35 ms; 512, 96, 32: 8.9 and 5.8 ms; 128,
   * 256, 75: 30 and 24 ms; 128, 128, 256: 185 and 195 ms; 64, 128, 150: 30 and 33 ms.
   */
  private static final int LEAST_PRODUCT_PER_SUM = 80;

  private final Layers layers;
  private final String prefix;
  private final NetworkPart part;
  private final FeatureMap input;
  private final int channels;
  private final int padding;

  private WinogradConvolution(
      Layers layers, String prefix, NetworkPart part, FeatureMap input, int channels) {
    this.layers = layers;
    this.prefix = prefix;
    this.part = part;
    this.input = input;
    this.channels = channels;
    padding = padding(input.size());
  }

  /** The number of zero rows above and below the map with which whole tiles cover the result. */
  private static int padding(int size) {
    int padding = 1;
    while (TILE * tiles(size, padding) - padding + 1 < size) {
      padding++;
    }
    return padding;
  }

  private static int tiles(int size, int padding) {
    return (size + 2 * padding - PRODUCTS) / TILE + 1;
  }

  /** Whether a convolution can be computed this way and is faster this way. */
  static boolean pays(FeatureMap input, Convolution form) {
    int product = input.channels() * form.channels();
    int sum = input.channels() + form.channels();
    return form.equals(Convolution.of(form.channels(), KERNEL, 1, 1))
        && input.size() >= SMALLEST_MAP
        && product >= LEAST_PRODUCT_PER_SUM * sum;
  }

  /**
   * Adds a Winograd convolution with a bias to a graph. The filters are computed from {@code prefix
   * + "weight"}, (channels, channels of the input, 3, 3), which is not an array of the graph.
   *
   * @param form a form for which {@link #pays} is true
   */
  static FeatureMap add(
      Layers layers, FeatureMap input, String prefix, NetworkPart part, Convolution form) {
    var convolution = new WinogradConvolution(layers, prefix, part, input, form.channels());
    Tensor products = convolution.products();
    Tensor result = convolution.rows(products, layers.bias(prefix, part, form));
    return new FeatureMap(result, form.channels(), input.size());
  }

  /** (batch, channels, tiles, 6·width), the six products side by side. */
  private Tensor products() {
    Map<String, String> down =
        Map.of("kernel", pair(PRODUCTS, 1), "stride", pair(TILE, 1), "pad", pair(padding, 0));
    Tensor map = inDepthwiseLayout();
    List<Tensor> products = new ArrayList<>();
    for (int k = 0; k < PRODUCTS; k++) {
      Tensor filter = repeated("map_sum" + k, MAP_SUMS[k], input.channels(), PRODUCTS, 1);
      products.add(product(k, depthwise("map_sum" + k, down, input.channels(), map, filter)));
    }
    return sideBySide("products", products);
  }

  /**
   * Copies the map unchanged. This converts its memory layout once instead of in each of six
   * readers.
   */
  private Tensor inDepthwiseLayout() {
    Tensor one = repeated("map", new float[] {1}, input.channels(), 1, 1);
    Map<String, String> cell = Map.of("kernel", pair(1, 1));
    return depthwise("map", cell, input.channels(), input.tensor(), one);
  }

  private Tensor product(int k, Tensor sum) {
    Tensor filters =
        made(
            "filter_sum" + k,
            List.of(channels, input.channels(), 1, KERNEL),
            arrays -> rowSums(arrays.apply(prefix + "weight"), FILTER_SUMS[k]));
    Map<String, String> row = Map.of("kernel", pair(1, KERNEL), "pad", pair(0, 1));
    return layers.convolution(List.of(sum, filters), named("product" + k), channels, 1, row);
  }

  /** (batch, channels, height, width). */
  private Tensor rows(Tensor products, Tensor bias) {
    int width = input.size();
    Map<String, String> across = Map.of("kernel", pair(1, PRODUCTS), "dilate", pair(1, width));
    List<Tensor> rows = new ArrayList<>();
    for (int row = 0; row < TILE; row++) {
      Tensor filter = repeated("row" + row, PRODUCT_SUMS[row], channels, 1, PRODUCTS);
      rows.add(depthwise("row" + row, across, channels, products, filter, bias));
    }
    Tensor tiles = sideBySide("tiles", rows);
    Map<String, String> shape = Map.of("shape", "(0, 0, -1, " + width + ")");
    return withoutSpareRows(apply("Reshape", "rows", shape, List.of(tiles)));
  }

  private Tensor withoutSpareRows(Tensor rows) {
    int first = padding - 1;
    int end = first + input.size();
    if (first == 0 && end == TILE * tiles(input.size(), padding)) {
      return rows;
    }
    Map<String, String> range =
        Map.of(
            "begin", "(None, None, " + first + ", None)",
            "end", "(None, None, " + end + ", None)");
    return apply("slice", "result", range, List.of(rows));
  }

  /** Applies a separate filter to each channel. */
  private Tensor depthwise(
      String name, Map<String, String> window, int mapChannels, Tensor... inputs) {
    return layers.convolution(List.of(inputs), named(name), mapChannels, mapChannels, window);
  }

  private Tensor sideBySide(String name, List<Tensor> maps) {
    Map<String, String> concat = Map.of("dim", "3", "num_args", Integer.toString(maps.size()));
    return apply("Concat", name, concat, maps);
  }

  private Tensor apply(
      String operator, String name, Map<String, String> attributes, List<Tensor> inputs) {
    return layers.graph().apply(operator, named(name), attributes, inputs);
  }

  private String named(String name) {
    return prefix + "winograd." + name;
  }

  private Tensor made(String name, List<Integer> shape, ArrayRule rule) {
    String array = named(name) + "_weight";
    return layers.made(
        new ParameterSpec(array, ParameterRole.CONVOLUTION_WEIGHT, part, shape), rule);
  }

  /** Adds an array that contains the same filter for each channel. */
  private Tensor repeated(String name, float[] filter, int times, int height, int width) {
    return made(name, List.of(times, 1, height, width), arrays -> repeated(filter, times));
  }

  private static float[] repeated(float[] filter, int times) {
    float[] all = new float[times * filter.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = filter[i % filter.length];
    }
    return all;
  }

  /** Converts 3×3 filters to filters of one row, the weighted sum of their rows. */
  private static float[] rowSums(float[] filters, double[] weights) {
    float[] sums = new float[filters.length / KERNEL];
    for (int i = 0; i < sums.length; i += KERNEL) {
      for (int column = 0; column < KERNEL; column++) {
        double sum = 0;
        for (int row = 0; row < KERNEL; row++) {
          sum += weights[row] * filters[(i + row) * KERNEL + column];
        }
        sums[i + column] = (float) sum;
      }
    }
    return sums;
  }
}
