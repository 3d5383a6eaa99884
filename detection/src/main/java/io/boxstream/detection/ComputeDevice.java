package io.boxstream.detection;

/** Where a detector computes. The GPU choices have not been run on a GPU yet. */
public enum ComputeDevice {
  /** GPUs from the first on if there are any, else the CPU. */
  AUTOMATIC,
  /** The CPU, also where there is a GPU. */
  CPU,
  /** GPUs from the first on; an error where there are too few. */
  GPU
}
