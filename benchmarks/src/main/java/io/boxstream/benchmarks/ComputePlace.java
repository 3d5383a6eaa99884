package io.boxstream.benchmarks;

import io.boxstream.detection.ComputeDevice;
import java.util.Locale;
import java.util.Map;

/** Where a process of the {@code gpu} benchmarks computes. */
enum ComputePlace {

  /** The GPUs, with the settings of the services: MXNet's scheduler keeps them busy. */
  GPU(ComputeDevice.GPU, Map.of()),

  /**
   * The GPUs without TF32, the numbers of eleven significant bits that cuDNN multiplies from the
   * Ampere generation on unless it is told not to.
   */
  GPU_FLOAT32(ComputeDevice.GPU, Map.of("NVIDIA_TF32_OVERRIDE", "0")),

  /** The processors with no GPU in sight, with the settings of the services. */
  CPU(
      ComputeDevice.CPU,
      Map.of(
          ComputePlace.VISIBLE_GPUS,
          ComputePlace.NONE,
          ComputePlace.SCHEDULER,
          "NaiveEngine",
          ComputePlace.SCRATCH_COPIES,
          "1")),

  /**
   * The processors in the place of GPUs: MXNet's scheduler runs the graph that a GPU gets, which
   * has no operator of oneDNN.
   */
  STAND_IN(
      ComputeDevice.CPU,
      Map.of(
          ComputePlace.VISIBLE_GPUS,
          ComputePlace.NONE,
          "MXNET_MKLDNN_ENABLED",
          "0",
          "MXNET_STORAGE_FALLBACK_LOG_VERBOSE",
          "0"));

  private static final String VISIBLE_GPUS = "CUDA_VISIBLE_DEVICES";
  private static final String NONE = "-1";
  private static final String SCHEDULER = "MXNET_ENGINE_TYPE";
  private static final String SCRATCH_COPIES = "MXNET_CPU_TEMP_COPY";

  private final ComputeDevice device;
  private final Map<String, String> environment;

  ComputePlace(ComputeDevice device, Map<String, String> environment) {
    this.device = device;
    this.environment = environment;
  }

  /** The device that is asked for. */
  ComputeDevice device() {
    return device;
  }

  /** Its part of a figure's name. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Sets the variables of a process that is to compute here. */
  void prepare(Map<String, String> variables) {
    variables.remove(SCHEDULER);
    variables.remove(SCRATCH_COPIES);
    variables.putAll(environment);
  }
}
