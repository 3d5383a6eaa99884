package io.boxstream.inference.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The JSON of an inference request without the data of its inputs.
 *
 * @param id of the request, to be repeated in the answer
 * @param parameters of the request
 * @param input the one input
 * @param outputs those to answer with
 */
record RequestHeader(
    Optional<String> id, Parameters parameters, InputTensor input, List<RequestedOutput> outputs) {

  RequestHeader {
    requireNonNull(id, "id");
    requireNonNull(parameters, "parameters");
    requireNonNull(input, "input");
    outputs = List.copyOf(outputs);
  }

  OptionalDouble threshold() {
    return parameters.fraction("threshold");
  }

  OptionalInt topK() {
    return parameters.positive("top_k");
  }

  /** The order of the dimensions of pixels; empty if the shape must tell. */
  Optional<Layout> layout() {
    return input.parameters().text("layout").or(() -> parameters.text("layout")).map(Layout::of);
  }
}
