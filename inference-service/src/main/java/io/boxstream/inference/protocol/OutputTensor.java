package io.boxstream.inference.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The outputs of the model, in the order in which an answer has them. */
public enum OutputTensor {
  BOXES("FP32", List.of(-1L, -1L, 4L)),
  SCORES("FP32", List.of(-1L, -1L)),
  LABELS("BYTES", List.of(-1L, -1L)),
  COUNT("INT32", List.of(-1L));

  private final String datatype;
  private final List<Long> shape;

  OutputTensor(String datatype, List<Long> shape) {
    this.datatype = datatype;
    this.shape = shape;
  }

  /** Its name in requests and answers. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its datatype. */
  String datatype() {
    return datatype;
  }

  /** Its shape as the metadata state it: -1 for images and boxes. */
  List<Long> shape() {
    return shape;
  }

  static OutputTensor of(String name) {
    return Arrays.stream(values())
        .filter(output -> output.code().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ProtocolException.invalid(
                    "there is no output %s; the model has %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(OutputTensor::code)
                                .collect(Collectors.joining(", ")))));
  }
}
