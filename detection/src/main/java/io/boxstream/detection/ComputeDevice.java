package io.boxstream.detection;

/** The device that a detector runs on. The GPU options have not been tested on a GPU yet. */
public enum ComputeDevice {
  /** GPUs, starting with the first, if there are any; otherwise the CPU. */
  AUTOMATIC,
  /** The CPU, even if there is a GPU. */
  CPU,
  /** GPUs, starting with the first; an error if there are too few. */
  GPU
}
