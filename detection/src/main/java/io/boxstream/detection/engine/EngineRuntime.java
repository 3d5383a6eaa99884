package io.boxstream.detection.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.mxnet.engine.MxEngine;
import ai.djl.mxnet.jna.LibUtils;
import ai.djl.ndarray.NDManager;
import com.sun.jna.NativeLibrary;
import io.boxstream.detection.ComputeDevice;
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
    if (System.getenv(THREADS) == null) {
      useThreads(processors());
    }
  }

  /** Processors that the engine may use: {@code OMP_NUM_THREADS} if it is set, else all. */
  public int processors() {
    String threads = System.getenv(THREADS);
    return threads == null
        ? Runtime.getRuntime().availableProcessors()
        : Integer.parseInt(threads.split(",")[0].strip());
  }

  /**
   * How many processors the engine uses for what the calling thread asks of it. Without effect on
   * the engine's own threads, if it has any: see {@link #runsInCallingThread}.
   *
   * <p>DJL has no method for this; the library is loaded already, so this is the same one.
   */
  public void useThreads(int threads) {
    Object[] arguments = {threads};
    NativeLibrary.getInstance(LibUtils.getLibName())
        .getFunction("MXSetNumOMPThreads")
        .invokeInt(arguments);
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
    return engine.newBaseManager(
        switch (device) {
          case CPU -> Device.cpu();
          case GPU -> firstGpu();
          case AUTOMATIC -> engine.getGpuCount() > 0 ? Device.gpu(0) : Device.cpu();
        });
  }

  private Device firstGpu() {
    if (engine.getGpuCount() == 0) {
      throw new IllegalStateException("the engine sees no GPU");
    }
    return Device.gpu(0);
  }

  /** The engine. */
  public Engine engine() {
    return engine;
  }

  /** The devices it can use: the GPUs if there are any, else the CPU. */
  public List<String> devices() {
    int gpus = engine.getGpuCount();
    if (gpus == 0) {
      return List.of("cpu(" + Runtime.getRuntime().availableProcessors() + ")");
    }
    return IntStream.range(0, gpus).mapToObj(index -> "gpu(" + index + ")").toList();
  }

  /**
   * Whether the device runs the kernels of oneDNN, which has fused operators that others lack;
   * without it such an operator ends the process.
   */
  public boolean hasFusedOperators(Device device) {
    boolean switchedOff = "0".equals(System.getenv(ONE_DNN_SWITCH));
    return !device.isGpu() && !switchedOff && engine.hasCapability(ONE_DNN);
  }
}
