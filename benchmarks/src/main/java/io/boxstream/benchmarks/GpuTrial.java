package io.boxstream.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the {@code gpu} benchmarks measure, and how much of it. <b>Not yet run on a GPU.</b>
 *
 * @param rehearsal whether processors stand in for two GPUs and do little, to show that everything
 *     but the device works
 */
record GpuTrial(boolean rehearsal) {

  private static final String COMPACT = "boxstream_300_compact";

  /** The detector of the classic recipe. */
  private static final String CLASSIC = "ssd_512_vgg16_atrous";

  /** Where the GPUs are. */
  ComputePlace place() {
    return rehearsal ? ComputePlace.STAND_IN : ComputePlace.GPU;
  }

  /** The same with all bits of 32. */
  ComputePlace float32() {
    return rehearsal ? ComputePlace.STAND_IN : ComputePlace.GPU_FLOAT32;
  }

  /** How many GPUs there are. */
  int devices() throws IOException, InterruptedException {
    return rehearsal ? 2 : (int) look().number(GpuWork.DEVICES);
  }

  /** One, two and all. */
  List<Integer> replicas() throws IOException, InterruptedException {
    int all = devices();
    return Stream.of(1, 2, all).filter(count -> count <= all).distinct().toList();
  }

  List<String> presets() {
    return rehearsal ? List.of(COMPACT) : List.of(COMPACT, CLASSIC);
  }

  /** Images at a time that are detected on. */
  List<Integer> batches() {
    return rehearsal ? List.of(1, 2) : List.of(1, 2, 4, 8, 16);
  }

  /** Images of each replica in a training step; the classic recipe has as many on one. */
  int images() {
    return rehearsal ? 2 : 8;
  }

  /** Steps whose losses are compared. */
  int steps() {
    return rehearsal ? 3 : 5;
  }

  /** Training runs after which memory is looked at. */
  int runs() {
    return rehearsal ? 3 : 20;
  }

  /** Swaps of detectors after which memory is looked at. */
  int swaps() {
    return rehearsal ? 3 : 100;
  }

  Repetition repetition() {
    return rehearsal ? new Repetition(Duration.ZERO, Duration.ZERO, 1) : Repetition.OF_ENGINE;
  }

  /**
   * So small that VGG 16, which has learnt nothing and sees noise, does not diverge; the compact
   * network learns within the steps that are compared.
   */
  static double learningRate(String preset) {
    return preset.equals(COMPACT) ? 1e-3 : 1e-7;
  }

  /** Does some work in a process of its own. */
  GpuResults run(ComputePlace place, GpuWork work, String preset, int replicas)
      throws IOException, InterruptedException {
    return GpuProcess.run(
        place, work, Boolean.toString(rehearsal), preset, Integer.toString(replicas));
  }

  /** Why GPUs cannot be measured on this machine; nothing if they can. */
  Optional<String> obstacle() throws IOException, InterruptedException {
    if (rehearsal) {
      return Optional.empty();
    }
    GpuResults seen = look();
    return obstacle(seen.number(GpuWork.CUDA_LIBRARY) == 1, (int) seen.number(GpuWork.DEVICES));
  }

  static Optional<String> obstacle(boolean cudaLibrary, int devices) {
    if (!cudaLibrary) {
      return Optional.of(
          "no GPU: the library of MXNet that was loaded is for processors; MXNET_LIBRARY_PATH and"
              + " LD_LIBRARY_PATH must name a folder with the one for CUDA, see"
              + " docs/training.md#gpus");
    }
    if (devices == 0) {
      return Optional.of(
          "no GPU: MXNet's library for CUDA was loaded, but CUDA sees no device; look at"
              + " nvidia-smi, CUDA_VISIBLE_DEVICES, and whether LD_LIBRARY_PATH has libcudart.so");
    }
    return Optional.empty();
  }

  private GpuResults look() throws IOException, InterruptedException {
    return run(ComputePlace.GPU, GpuWork.LOOK, COMPACT, 0);
  }
}
