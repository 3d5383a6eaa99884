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
   * For serving on oneDNN's kernels: see {@link NormalisedConvolution} and {@link
   * WinogradConvolution}.
   */
  SERVING_ON_ONEDNN,
  /** The same for the kernels of processors with AVX-512: see {@link DividedConvolution} too. */
  SERVING_ON_AVX512;

  /** The form of a graph that serves. */
  static Arrangement serving(Kernels kernels) {
    return switch (kernels) {
      case ANY -> PLAIN;
      case ONEDNN -> SERVING_ON_ONEDNN;
      case ONEDNN_AVX512 -> SERVING_ON_AVX512;
    };
  }

  /** The form of a graph that is trained. */
  static Arrangement training(Kernels kernels) {
    return kernels == Kernels.ANY ? PLAIN : TRAINING_ON_ONEDNN;
  }
}
