package io.boxstream.detection.network;

/** The kernels of MXNet that a graph is optimised for. */
public enum Kernels {
  /** Any kernels: on a GPU, and in builds without oneDNN. */
  ANY,
  /** The kernels of oneDNN, which has additional fused operators. */
  ONEDNN,
  /** The kernels of oneDNN on a processor with AVX-512, which supports more of them. */
  ONEDNN_AVX512
}
