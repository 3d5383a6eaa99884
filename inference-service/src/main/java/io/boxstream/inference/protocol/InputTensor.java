package io.boxstream.inference.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalInt;

/**
 * An input as the request states it; its data are elsewhere in the body.
 *
 * @param name of the input
 * @param datatype of the protocol, such as {@code BYTES}
 * @param shape sizes of the dimensions, as they were sent: also negative ones
 * @param parameters of the input
 * @param data where the body has the JSON array of the data; empty if they are binary
 */
record InputTensor(
    String name, String datatype, List<Long> shape, Parameters parameters, OptionalInt data) {
  private static final String BINARY_SIZE = "binary_data_size";

  InputTensor {
    requireNonNull(name, "name");
    requireNonNull(datatype, "datatype");
    shape = List.copyOf(shape);
    requireNonNull(parameters, "parameters");
    requireNonNull(data, "data");
  }

  /** Whether the data are binary and follow the JSON. */
  boolean isBinary() {
    return parameters.values().containsKey(BINARY_SIZE);
  }

  /** Bytes of the binary data. */
  long binarySize() {
    long size = parameters.whole(BINARY_SIZE).orElse(0);
    if (size < 0) {
      throw ProtocolException.invalid(
          "the input %s has a negative binary_data_size: %d".formatted(name, size));
    }
    return size;
  }
}
