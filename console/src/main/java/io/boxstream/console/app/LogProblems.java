package io.boxstream.console.app;

import io.boxstream.console.log.LogUnavailableException;
import io.boxstream.rest.problem.Problem;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told when the log cannot be read. */
public class LogProblems {
  private static final Logger LOG = LoggerFactory.getLogger(LogProblems.class);
  private static final Duration RETRY = Duration.ofSeconds(5);

  @ServerExceptionMapper
  Response map(LogUnavailableException failure) {
    LOG.debug("The log was not read", failure);
    return Problem.of(503, "log-unavailable", "Kafka does not answer; try again later")
        .response(RETRY);
  }
}
