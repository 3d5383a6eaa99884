package io.boxstream.detection.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.mxnet.engine.MxEngine;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDManager;
import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.network.Kernels;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** MXNet in this process: loads it, and chooses the device. */
public final class EngineRuntime {
  private static final String THREADS = "OMP_NUM_THREADS";
  private static final String SCHEDULER = "MXNET_ENGINE_TYPE";
  private static final String CALLING_THREAD = "NaiveEngine";
  private static final String ONE_DNN = "MKLDNN";
  private static final String ONE_DNN_SWITCH = "MXNET_MKLDNN_ENABLED";

  private final Engine engine;

  /**
   * Loads the engine, and lets it use all processors unless {@code OMP_NUM_THREADS} says otherwise;
   * left alone, it takes half of them.
   */
  public EngineRuntime() {
    engine = Engine.getEngine(MxEngine.ENGINE_NAME);
    shareProcessors(1);
  }

  /**
   * Lets what the calling thread runs on the CPU use an equal share of the processors.
   *
   * @param sharers threads that run something at the same time
   */
  public void shareProcessors(int sharers) {
    useThreads(threads(sharers));
  }

  private int threads(int sharers) {
    return Math.max(1, processors() / sharers);
  }

  /** Processors that the engine may use: {@code OMP_NUM_THREADS} if it is set, else all. */
  public int processors() {
    String told = System.getenv(THREADS);
    if (told == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    try {
      // OpenMP takes a list too: a number for each level of nesting, of which there is one here.
      return Integer.parseInt(told.split(",", 2)[0].strip());
    } catch (NumberFormatException e) {
      throw new IllegalStateException(THREADS + " is not a number: " + told, e);
    }
  }

  /**
   * How many processors the engine uses for what the calling thread asks of it. Without effect on
   * the engine's own threads, if it has any: see {@link #runsInCallingThread}.
   */
  public void useThreads(int threads) {
    NativeCalls.call("MXSetNumOMPThreads", threads);
  }

  /**
   * Whether operators run in the thread that asks for them ({@code MXNET_ENGINE_TYPE=NaiveEngine}),
   * so that several threads compute at once. Else a scheduler runs them one after the other; it
   * keeps a GPU busy.
   */
  public boolean runsInCallingThread() {
    return CALLING_THREAD.equals(System.getenv(SCHEDULER)) && engine.getGpuCount() == 0;
  }

  /**
   * A manager of arrays on the first GPU, or on the CPU if there is none; whoever asks closes it.
   */
  public NDManager newManager() {
    return newManager(ComputeDevice.AUTOMATIC);
  }

  /**
   * A manager of arrays on a device; whoever asks closes it.
   *
   * @throws IllegalStateException if a GPU is asked for and there is none
   */
  public NDManager newManager(ComputeDevice device) {
    return newManager(devices(device, 1).get(0));
  }

  /** A manager of arrays on a device; whoever asks closes it. */
  public NDManager newManager(Device device) {
    return engine.newBaseManager(device);
  }

  /**
   * The devices for so many replicas: GPUs from the first on, one for each, or the CPU for all.
   *
   * @throws IllegalStateException if there are fewer GPUs than are asked for
   */
  public List<Device> devices(ComputeDevice device, int replicas) {
    boolean gpu =
        switch (device) {
          case CPU -> false;
          case GPU -> true;
          case AUTOMATIC -> engine.getGpuCount() > 0;
        };
    if (!gpu) {
      return Collections.nCopies(replicas, Device.cpu());
    }
    if (engine.getGpuCount() < replicas) {
      throw new IllegalStateException(
          "asked for %d GPUs, the engine sees %d".formatted(replicas, engine.getGpuCount()));
    }
    return IntStream.range(0, replicas).mapToObj(Device::gpu).toList();
  }

  /**
   * Waits until the engine has done all that it was asked for. A process that ends before may crash
   * in it, because its kernels' caches are gone by then.
   */
  public void awaitIdle() {
    JnaUtils.waitAll();
  }

  /** The engine. */
  public Engine engine() {
    return engine;
  }

  /** The devices it can use: the GPUs if there are any, else the CPU. */
  public List<String> devices() {
    int gpus = Math.max(1, engine.getGpuCount());
    return devices(ComputeDevice.AUTOMATIC, gpus).stream().map(device -> name(device, 1)).toList();
  }

  /**
   * A device in words: a GPU with its index, or the CPU with the number of threads.
   *
   * @param sharers threads that run something at the same time
   */
  public String name(Device device, int sharers) {
    return device.isGpu() ? "gpu(" + device.getDeviceId() + ")" : "cpu(" + threads(sharers) + ")";
  }

  /**
   * The kernels that the device runs. Without oneDNN an operator that only it has ends the process.
   */
  public Kernels kernels(Device device) {
    boolean switchedOff = "0".equals(System.getenv(ONE_DNN_SWITCH));
    if (device.isGpu() || switchedOff || !engine.hasCapability(ONE_DNN)) {
      return Kernels.ANY;
    }
    return Processor.hasAvx512() ? Kernels.ONEDNN_AVX512 : Kernels.ONEDNN;
  }
}
