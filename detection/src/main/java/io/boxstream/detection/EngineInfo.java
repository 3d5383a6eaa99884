package io.boxstream.detection;

import ai.djl.engine.Engine;
import io.boxstream.detection.engine.EngineRuntime;
import java.util.List;

/**
 * What computes in this process; part of a checkpoint's provenance.
 *
 * @param engine the engine's name
 * @param version the engine's version
 * @param djlVersion the version of the binding to it
 * @param devices the GPUs if there are any, else the CPU with its number of processors
 */
public record EngineInfo(String engine, String version, String djlVersion, List<String> devices) {
  /** Copies the list. */
  public EngineInfo {
    devices = List.copyOf(devices);
  }

  /** Asks the engine, which is loaded if it was not yet. */
  public static EngineInfo read() {
    EngineRuntime runtime = new EngineRuntime();
    Engine engine = runtime.engine();
    return new EngineInfo(
        engine.getEngineName(), engine.getVersion(), Engine.getDjlVersion(), runtime.devices());
  }
}
