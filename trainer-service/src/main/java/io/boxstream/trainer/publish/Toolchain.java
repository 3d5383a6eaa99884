package io.boxstream.trainer.publish;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Provenance;
import java.util.Optional;

/**
 * The versions and the machine that checkpoints are created with.
 *
 * @param sourceCommit commit of the source, or {@code unknown}
 * @param java version of Java
 * @param djl version of DJL
 * @param engine name and version of the engine
 * @param cuda version of CUDA; empty on a CPU
 * @param processor model of the processor; empty on a GPU
 */
public record Toolchain(
    String sourceCommit,
    String java,
    String djl,
    String engine,
    Optional<String> cuda,
    Optional<String> processor) {

  public Toolchain {
    requireNonNull(sourceCommit, "sourceCommit");
    requireNonNull(java, "java");
    requireNonNull(djl, "djl");
    requireNonNull(engine, "engine");
    requireNonNull(cuda, "cuda");
    requireNonNull(processor, "processor");
  }

  /** As a manifest names it, for a run with that configuration and in that arrangement. */
  public Provenance provenance(String configurationHash, Arrangement arrangement) {
    return new Provenance(
        configurationHash, sourceCommit, java, djl, engine, cuda, arrangement, processor);
  }
}
