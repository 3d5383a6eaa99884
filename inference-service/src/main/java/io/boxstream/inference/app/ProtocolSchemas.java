package io.boxstream.inference.app;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The JSON of inference requests and answers as the OpenAPI document shows it. */
final class ProtocolSchemas {
  /** A request with an image of two pixels, black and white. */
  static final String PIXELS =
      """
      {"inputs": [{"name": "image", "shape": [1, 1, 2, 3], "datatype": "UINT8",
       "parameters": {"layout": "NHWC"}, "data": [0, 0, 0, 255, 255, 255]}]}
      """;

  private ProtocolSchemas() {}

  /** A request. */
  @Schema(name = "InferenceRequest", requiredProperties = "inputs")
  record Request(
      @Schema(description = "Repeated in the answer") String id,
      @Schema(
              type = SchemaType.OBJECT,
              description =
                  "threshold: lowest score, from 0 to 1; top_k: most boxes of an image;"
                      + " binary_data_output: whether outputs are binary; layout: NHWC or NCHW")
          Object parameters,
      @Schema(minItems = 1, maxItems = 1) List<Input> inputs,
      @Schema(description = "Without it, all of them") List<Output> outputs) {}

  /** An input. */
  @Schema(
      name = "InferenceInput",
      requiredProperties = {"name", "shape", "datatype"})
  record Input(
      @Schema(enumeration = "image") String name,
      List<Long> shape,
      @Schema(enumeration = {"BYTES", "UINT8", "FP32"}) String datatype,
      @Schema(
              type = SchemaType.OBJECT,
              description =
                  "binary_data_size: bytes of the data behind the JSON; content_type: base64;"
                      + " layout: NHWC or NCHW")
          Object parameters,
      @Schema(description = "Flat or nested; BYTES as Base64") List<Object> data) {}

  /** A requested output. */
  @Schema(name = "InferenceOutputRequest", requiredProperties = "name")
  record Output(
      @Schema(enumeration = {"boxes", "scores", "labels", "count"}) String name,
      @Schema(type = SchemaType.OBJECT, description = "binary_data: whether it is binary")
          Object parameters) {}

  /** An answer. */
  @Schema(name = "InferenceAnswer")
  record Answer(
      @Schema(name = "model_name") String modelName,
      @Schema(name = "model_version", description = "The generation") String modelVersion,
      String id,
      List<Tensor> outputs) {}

  /** An output. */
  @Schema(name = "InferenceOutput")
  record Tensor(
      String name,
      String datatype,
      List<Long> shape,
      Map<String, Object> parameters,
      List<Object> data) {}
}
