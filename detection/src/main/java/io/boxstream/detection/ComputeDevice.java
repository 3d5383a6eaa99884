package io.boxstream.detection;

/** Where a detector computes. The GPU choices have not been run on a GPU yet. */
public enum ComputeDevice {
  /** The first GPU if there is one, else the CPU. */
  AUTOMATIC,
  /** The CPU, also where there is a GPU. */
  CPU,
  /** The first GPU; an error where there is none. */
  GPU
}
