package io.boxstream.console.answers;

import static java.util.Objects.requireNonNull;

import io.boxstream.console.Service;
import java.time.Duration;

/**
 * What a service is asked.
 *
 * @param target path and query, encoded; together with the service it names the question
 * @param keep how long an answer counts
 * @param parse reads the body of a success
 */
public record Question<T>(Service service, String target, Duration keep, Parse<T> parse) {

  public Question {
    requireNonNull(service, "service");
    requireNonNull(target, "target");
    requireNonNull(keep, "keep");
    requireNonNull(parse, "parse");
  }

  /** Reads a body. */
  @FunctionalInterface
  public interface Parse<T> {

    /**
     * Reads it.
     *
     * @throws Exception if the body is not what the address should have
     */
    T of(byte[] body) throws Exception;
  }
}
