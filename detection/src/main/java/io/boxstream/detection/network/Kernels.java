package io.boxstream.detection.network;

/** The kernels of MXNet that a graph is arranged for. */
public enum Kernels {
  /** Whatever there is: on a GPU, and in builds without oneDNN. */
  ANY,
  /** Those of oneDNN, which has fused operators that others lack. */
  ONEDNN,
  /** Those of oneDNN on a processor with AVX-512, where it has more of them. */
  ONEDNN_AVX512
}
