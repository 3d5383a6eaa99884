package io.boxstream.detection.network;

/**
 * The form of a graph, which depends on its purpose and on the kernels. The forms give the same
 * results except for rounding.
 */
enum Arrangement {
  /** One operator per layer, for any build of MXNet. Exported files use this form. */
  PLAIN,
  /**
   * For other runtimes than MXNet: one operator per layer, batch normalisations folded into their
   * convolutions, and convolutions that pad unevenly by themselves; see {@link PortableGraph}.
   */
  PORTABLE,
  /**
   * For training with oneDNN's kernels: a batch normalisation and its ReLU become one node where
   * possible, with an operator that only MXNet's oneDNN builds have. The predictors of a map become
   * one convolution.
   */
  TRAINING_ON_ONEDNN,
  /**
   * For serving with oneDNN's kernels; see {@link NormalisedConvolution} and {@link
   * WinogradConvolution}.
   */
  SERVING_ON_ONEDNN,
  /**
   * As {@link #SERVING_ON_ONEDNN}, for processors with AVX-512; see also {@link
   * DividedConvolution}.
   */
  SERVING_ON_AVX512;

  /** Whether batch normalisations are part of their convolutions. */
  boolean foldsNormalisation() {
    return switch (this) {
      case PLAIN, TRAINING_ON_ONEDNN -> false;
      case PORTABLE, SERVING_ON_ONEDNN, SERVING_ON_AVX512 -> true;
    };
  }

  /** The form of a serving graph. */
  static Arrangement serving(Kernels kernels) {
    return switch (kernels) {
      case ANY -> PLAIN;
      case ONEDNN -> SERVING_ON_ONEDNN;
      case ONEDNN_AVX512 -> SERVING_ON_AVX512;
    };
  }

  /** The form of a training graph. */
  static Arrangement training(Kernels kernels) {
    return kernels == Kernels.ANY ? PLAIN : TRAINING_ON_ONEDNN;
  }
}
