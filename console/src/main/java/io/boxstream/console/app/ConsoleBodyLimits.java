package io.boxstream.console.app;

import io.boxstream.console.gateway.ServicePath;
import io.boxstream.rest.problem.Problem;
import io.boxstream.rest.upload.BodyLimit;
import io.boxstream.rest.upload.BodyLimits;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The services limit their bodies themselves; the console's own are short. */
@Singleton
public class ConsoleBodyLimits implements BodyLimits {
  private static final BodyLimit OWN =
      new BodyLimit(
          64 * 1024, Problem.of(413, "request-too-large", "the body may have at most 65536 bytes"));

  @Override
  public Optional<BodyLimit> of(String method, String path) {
    return ServicePath.parse(path).isPresent() ? Optional.empty() : Optional.of(OWN);
  }
}
