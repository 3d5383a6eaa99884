package io.boxstream.inference.protocol;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * An answer as it leaves the service.
 *
 * @param body JSON, and the binary data behind it
 * @param headerLength bytes of JSON; empty if there are no binary data
 */
@SuppressWarnings("ArrayRecordComponent") // passed on without a copy
public record InferenceResponse(byte[] body, OptionalInt headerLength) {

  public InferenceResponse {
    requireNonNull(body, "body");
    requireNonNull(headerLength, "headerLength");
  }
}
