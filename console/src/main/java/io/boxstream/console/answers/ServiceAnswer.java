package io.boxstream.console.answers;

import static java.util.Objects.requireNonNull;

/**
 * What a service answered.
 *
 * @param status of HTTP
 * @param body not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record ServiceAnswer(int status, byte[] body) {

  public ServiceAnswer {
    requireNonNull(body, "body");
  }
}
