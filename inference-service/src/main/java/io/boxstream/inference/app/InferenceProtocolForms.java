package io.boxstream.inference.app;

import io.boxstream.rest.access.OpenPaths;
import io.boxstream.rest.problem.Problem;
import io.boxstream.rest.problem.ProblemForms;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * What is different at the addresses of the Open Inference Protocol: errors are an object with the
 * one member {@code error}, and the questions of probes, which have no keys, are open like those of
 * {@code /q/health}.
 */
@Singleton
public class InferenceProtocolForms implements ProblemForms, OpenPaths {
  private static final String PREFIX = "/v2";
  private static final Set<String> OPEN = Set.of("/v2/health/live", "/v2/health/ready");

  /**
   * An error as the protocol states it.
   *
   * @param error what happened, for a person
   */
  public record ProtocolError(String error) {}

  static boolean isOfProtocol(String path) {
    return path.equals(PREFIX) || path.startsWith(PREFIX + "/");
  }

  @Override
  public Optional<Object> form(String path, Problem problem) {
    return isOfProtocol(path) ? Optional.of(new ProtocolError(problem.detail())) : Optional.empty();
  }

  @Override
  public boolean isOpen(String path) {
    return OPEN.contains(path);
  }
}
