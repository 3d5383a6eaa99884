package io.boxstream.detection.training;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.engine.EngineRuntime;
import io.boxstream.detection.engine.NativeProcess;
import io.boxstream.detection.engine.SharedSums;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * This process as a participant of MXNet's parameter server, in which the processes of a training
 * add their gradients. Servers keep sums only; each worker updates its own arrays from the same
 * sums.
 *
 * <p>A process participates once. If another participant dies, calls of the engine wait for ever:
 * whoever uses this must watch all participants and kill the process. Nothing is encrypted or
 * authenticated.
 */
public final class ParameterServer implements GradientExchange {
  private final Map<String, String> environment;
  private final Optional<GradientCompression> compression;
  private SharedSums sums;

  private ParameterServer(
      Map<String, String> environment, Optional<GradientCompression> compression) {
    this.environment = Map.copyOf(environment);
    this.compression = requireNonNull(compression, "compression");
  }

  /**
   * Takes part as a worker, from the first step on.
   *
   * @param environment MXNet's {@code DMLC_} variables
   */
  public static ParameterServer worker(
      Map<String, String> environment, Optional<GradientCompression> compression) {
    return new ParameterServer(environment, compression);
  }

  /**
   * Takes part as a scheduler or a server. Returns when the workers have ended in order.
   *
   * @param environment MXNet's {@code DMLC_} variables
   */
  public static void serve(Map<String, String> environment) {
    new EngineRuntime().serveSums(environment);
  }

  /**
   * Ends this process at once, without the engine's own end, which waits for the other
   * participants.
   */
  public static void endProcess(int status) {
    NativeProcess.end(status);
  }

  @Override
  public void sum(List<TrainedArray> arrays) {
    if (sums == null) {
      sums =
          SharedSums.join(
              environment,
              compression.map(GradientCompression::threshold),
              arrays.stream().map(TrainedArray::gradient).toList());
    }
    sums.add();
  }
}
