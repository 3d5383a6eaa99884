package io.boxstream.inference.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model takes and gives.
 *
 * @param name of the model
 * @param versions that serve: one, the generation on the promotion chain
 * @param platform what computes
 * @param inputs the forms of the one input {@code image}: a request has it in one of them
 * @param outputs what an answer has unless the request chooses
 */
public record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs) {
  private static final String IMAGE = "image";

  public ModelMetadata {
    versions = List.copyOf(versions);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * A tensor.
   *
   * @param name of the tensor
   * @param datatype of the protocol
   * @param shape sizes of dimensions; -1 is any
   * @param parameters what name, datatype and shape do not say
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record TensorMetadata(
      String name, String datatype, List<Long> shape, Map<String, String> parameters) {

    public TensorMetadata {
      shape = List.copyOf(shape);
      parameters = Map.copyOf(parameters);
    }
  }

  /**
   * The metadata of a model that detects objects.
   *
   * @param version that serves; empty if none is in memory
   */
  public static ModelMetadata of(String name, Optional<Long> version) {
    return new ModelMetadata(
        name,
        version.map(String::valueOf).stream().toList(),
        "boxstream_mxnet",
        forms(),
        results());
  }

  private static List<TensorMetadata> forms() {
    List<TensorMetadata> forms = new ArrayList<>();
    forms.add(
        new TensorMetadata(
            IMAGE,
            "BYTES",
            List.of(-1L),
            Map.of("content", "files of JPEG, PNG, WebP, BMP or TIFF; Base64 in JSON")));
    for (PixelValues values : PixelValues.values()) {
      for (Layout layout : Layout.values()) {
        forms.add(
            new TensorMetadata(
                IMAGE,
                values.name(),
                layout.shape(),
                Map.of("layout", layout.name(), "channels", "RGB", "range", range(values))));
      }
    }
    return forms;
  }

  private static String range(PixelValues values) {
    return switch (values) {
      case UINT8 -> "0 to 255";
      case FP32 -> "0 to 1";
    };
  }

  private static List<TensorMetadata> results() {
    return Arrays.stream(OutputTensor.values())
        .map(
            output ->
                new TensorMetadata(output.code(), output.datatype(), output.shape(), Map.of()))
        .toList();
  }
}
