package io.boxstream.detection.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.mxnet.engine.MxEngine;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDManager;
import ai.djl.util.cuda.CudaUtils;
import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.network.Kernels;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The MXNet engine of this process: loads it, lends the threads that call it, and chooses the
 * device. Create, use and close managers and arrays only on these threads.
 */
public final class EngineRuntime {
  private static final String THREADS = "OMP_NUM_THREADS";
  private static final String SCHEDULER = "MXNET_ENGINE_TYPE";
  private static final String CALLING_THREAD = "NaiveEngine";
  private static final String CUDA = "CUDA";
  private static final String ONE_DNN = "MKLDNN";
  private static final String ONE_DNN_SWITCH = "MXNET_MKLDNN_ENABLED";

  private final Engine engine;

  /** Loads the engine. */
  public EngineRuntime() {
    engine = EngineThreads.callOnce(() -> Engine.getEngine(MxEngine.ENGINE_NAME));
  }

  /**
   * Borrows threads to call the engine. The caller must close them.
   *
   * @param count number of threads
   * @param processors number of processors that each thread uses for its calls of the engine. Has
   *     no effect on the engine's own threads, if any; see {@link #runsInCallingThread}
   */
  public EngineThreads borrowThreads(int count, int processors) {
    EngineThreads threads = new EngineThreads(EngineThreadPool.OF_PROCESS, count);
    for (int thread = 0; thread < count; thread++) {
      threads.run(thread, () -> NativeCalls.call("MXSetNumOMPThreads", processors));
    }
    return threads;
  }

  /**
   * An equal share of the processors that the engine may use, at least one.
   *
   * @param sharers number of threads that run in parallel
   */
  public int processors(int sharers) {
    return Math.max(1, processors() / sharers);
  }

  /**
   * The number of processors that the engine may use: {@code OMP_NUM_THREADS} if it is set,
   * otherwise all.
   */
  public int processors() {
    String told = System.getenv(THREADS);
    if (told == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    try {
      // OpenMP also accepts a list with a number per nesting level. Only the first level is used.
      return Integer.parseInt(told.split(",", 2)[0].strip());
    } catch (NumberFormatException e) {
      throw new IllegalStateException(THREADS + " is not a number: " + told, e);
    }
  }

  /**
   * Whether operators run in the calling thread ({@code MXNET_ENGINE_TYPE=NaiveEngine}), so that
   * several threads compute in parallel. Otherwise a scheduler runs them one after the other, which
   * keeps a GPU busy.
   */
  public boolean runsInCallingThread() {
    return CALLING_THREAD.equals(System.getenv(SCHEDULER)) && gpus() == 0;
  }

  /**
   * Creates a manager of arrays on the first GPU, or on the CPU if there is none. The caller must
   * close it.
   */
  public NDManager newManager() {
    return newManager(ComputeDevice.AUTOMATIC);
  }

  /**
   * Creates a manager of arrays on a device. The caller must close it.
   *
   * @throws IllegalStateException if a GPU is asked for and there is none
   */
  public NDManager newManager(ComputeDevice device) {
    return newManager(devices(device, 1).get(0));
  }

  /** Creates a manager of arrays on a device. The caller must close it. */
  public NDManager newManager(Device device) {
    return engine.newBaseManager(device);
  }

  /**
   * The devices for a number of replicas: GPUs starting with the first, one per replica, or the CPU
   * for all.
   *
   * @throws IllegalStateException if there are fewer GPUs than are asked for
   */
  public List<Device> devices(ComputeDevice device, int replicas) {
    return devices(device, replicas, gpus());
  }

  static List<Device> devices(ComputeDevice device, int replicas, int gpus) {
    boolean gpu =
        switch (device) {
          case CPU -> false;
          case GPU -> true;
          case AUTOMATIC -> gpus > 0;
        };
    if (!gpu) {
      return Collections.nCopies(replicas, Device.cpu());
    }
    if (gpus < replicas) {
      throw new IllegalStateException(
          "asked for %d GPUs, the engine sees %d".formatted(replicas, gpus));
    }
    return IntStream.range(0, replicas).mapToObj(Device::gpu).toList();
  }

  /** The number of GPUs that the engine sees; 0 if its library is for processors alone. */
  public int gpus() {
    return engine.getGpuCount();
  }

  /** Whether the engine's library is one for GPUs, even if there is none. */
  public boolean isBuiltForGpus() {
    return engine.hasCapability(CUDA);
  }

  /**
   * Bytes of a GPU's memory that are in use, according to its driver: by all processes, with what
   * MXNet has freed and keeps to use again.
   *
   * @param gpu its index, from 0
   */
  public long usedBytes(int gpu) {
    return CudaUtils.getGpuMemory(Device.gpu(gpu)).getUsed();
  }

  /**
   * Waits until the engine has completed all pending operations. A process that exits earlier may
   * crash in the engine, because the caches of its kernels are already destroyed.
   */
  public void awaitIdle() {
    JnaUtils.waitAll();
  }

  /**
   * Takes part in sums of several processes as a scheduler or a server, until the workers have
   * ended in order.
   *
   * @param environment MXNet's {@code DMLC_} variables
   */
  public void serveSums(Map<String, String> environment) {
    EngineThreads.callOnce(
        () -> {
          SharedSums.serve(environment);
          return environment;
        });
  }

  /** The engine's version. */
  public String version() {
    return EngineThreads.callOnce(engine::getVersion);
  }

  /** The engine. */
  public Engine engine() {
    return engine;
  }

  /** The names of the available devices: the GPUs if there are any, otherwise the CPU. */
  public List<String> devices() {
    int count = Math.max(1, gpus());
    return devices(ComputeDevice.AUTOMATIC, count).stream().map(device -> name(device, 1)).toList();
  }

  /**
   * The display name of a device: a GPU with its index, or the CPU with its number of threads.
   *
   * @param sharers number of threads that run in parallel
   */
  public String name(Device device, int sharers) {
    return device.isGpu()
        ? "gpu(" + device.getDeviceId() + ")"
        : "cpu(" + processors(sharers) + ")";
  }

  /**
   * The kernels that the device supports. Without oneDNN, an operator that only oneDNN has crashes
   * the process.
   */
  public Kernels kernels(Device device) {
    boolean switchedOff = "0".equals(System.getenv(ONE_DNN_SWITCH));
    if (device.isGpu() || switchedOff || !engine.hasCapability(ONE_DNN)) {
      return Kernels.ANY;
    }
    return Processor.hasAvx512() ? Kernels.ONEDNN_AVX512 : Kernels.ONEDNN;
  }
}
