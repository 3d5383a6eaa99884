package io.boxstream.detection.network;

/** For which engine and purpose layers become nodes of a graph. The numbers differ by rounding. */
enum Arrangement {
  /** An operator a layer, for any MXNet: the form that files are in. */
  PLAIN,
  /**
   * For training on oneDNN's kernels: a batch normalisation and its ReLU become one node where they
   * can, an operator that only MXNet's oneDNN builds have, and a map's predictors become one
   * convolution.
   */
  TRAINING_ON_ONEDNN,
  /**
   * For serving on oneDNN's kernels: see {@link NormalisedConvolution}, {@link WinogradConvolution}
   * and {@link DividedConvolution}.
   */
  SERVING_ON_ONEDNN
}
