package io.boxstream.detection.network;

/**
 * The attributes of a convolution with square filters.
 *
 * @param channels number of filters
 * @param kernel height and width of a filter
 * @param stride step between windows
 * @param padding zeros around the map
 * @param dilation distance between the cells that a filter reads
 * @param groups number of channel groups; equal to the number of channels for a depthwise
 *     convolution
 */
public record Convolution(
    int channels, int kernel, int stride, Padding padding, int dilation, int groups) {
  /** A convolution over all channels without dilation, padded evenly. */
  public static Convolution of(int channels, int kernel, int stride, int padding) {
    return new Convolution(channels, kernel, stride, Padding.even(padding), 1, 1);
  }

  /** A 1×1 convolution. */
  public static Convolution pointwise(int channels, int stride) {
    return of(channels, 1, stride, 0);
  }

  /** A 3×3 convolution that applies a separate filter to each channel. */
  public static Convolution depthwise(int channels, int stride) {
    return new Convolution(channels, 3, stride, Padding.even(1), 1, channels);
  }

  /**
   * A convolution over all channels, padded as TensorFlow pads.
   *
   * @param size height and width of the map that it is for
   */
  public static Convolution same(int channels, int kernel, int stride, int size) {
    return new Convolution(channels, kernel, stride, Padding.same(size, kernel, stride), 1, 1);
  }

  /** A convolution of each channel with its own filter, padded as {@link #same} is. */
  public static Convolution sameDepthwise(int channels, int kernel, int stride, int size) {
    Padding padding = Padding.same(size, kernel, stride);
    return new Convolution(channels, kernel, stride, padding, 1, channels);
  }

  /** Height and width of the output for an input map of the given size. */
  public int outputSize(int size) {
    int padded = size + padding.before() + padding.after();
    return Math.floorDiv(padded - dilation * (kernel - 1) - 1, stride) + 1;
  }
}
