package io.boxstream.inference.protocol;

import static java.util.Objects.requireNonNull;

/**
 * An output that the client wants.
 *
 * @param output which
 * @param binary whether its data follow the JSON
 */
public record RequestedOutput(OutputTensor output, boolean binary) {

  public RequestedOutput {
    requireNonNull(output, "output");
  }
}
