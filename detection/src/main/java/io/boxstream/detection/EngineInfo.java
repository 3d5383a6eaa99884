package io.boxstream.detection;

import static java.util.Objects.requireNonNull;

import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import io.boxstream.detection.engine.EngineRuntime;
import java.util.List;
import java.util.Optional;

/**
 * The engine and the devices of this process; part of a checkpoint's provenance.
 *
 * @param engine the engine's name
 * @param version the engine's version
 * @param djlVersion the version of DJL, which calls the engine
 * @param devices the GPUs if there are any, otherwise the CPU with its number of threads
 * @param cuda the version of CUDA; empty if there is no GPU
 */
public record EngineInfo(
    String engine, String version, String djlVersion, List<String> devices, Optional<String> cuda) {
  /** Copies the list. */
  public EngineInfo {
    devices = List.copyOf(devices);
    requireNonNull(cuda, "cuda");
  }

  /** Asks the engine, and loads it first if necessary. */
  public static EngineInfo read() {
    EngineRuntime runtime = new EngineRuntime();
    Engine engine = runtime.engine();
    return new EngineInfo(
        engine.getEngineName(),
        runtime.version(),
        Engine.getDjlVersion(),
        runtime.devices(),
        cuda(engine));
  }

  private static Optional<String> cuda(Engine engine) {
    return engine.getGpuCount() == 0
        ? Optional.empty()
        : Optional.of(CudaUtils.getCudaVersionString());
  }
}
