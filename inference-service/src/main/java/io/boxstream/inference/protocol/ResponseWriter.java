package io.boxstream.inference.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.boxstream.events.DetectedBox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalInt;

/** Writes answers: JSON, and behind it the data of outputs that were requested in binary. */
public final class ResponseWriter {
  private final JsonFactory factory = new JsonFactory();

  /**
   * Writes an answer.
   *
   * @param request that is answered
   * @param model name of the model
   * @param version of the model
   * @param found the boxes of each image of the request, best first
   */
  public InferenceResponse write(
      InferenceRequest request, String model, long version, List<List<DetectedBox>> found) {
    DetectionTensors tensors = new DetectionTensors(found);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    ByteArrayOutputStream binary = new ByteArrayOutputStream();
    try {
      try (JsonGenerator json = factory.createGenerator(body)) {
        json.writeStartObject();
        json.writeStringField("model_name", model);
        json.writeStringField("model_version", String.valueOf(version));
        if (request.id().isPresent()) {
          json.writeStringField("id", request.id().get());
        }
        json.writeArrayFieldStart("outputs");
        for (RequestedOutput output : request.outputs()) {
          write(output, tensors, json, binary);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      boolean isBinary = request.outputs().stream().anyMatch(RequestedOutput::binary);
      OptionalInt length = isBinary ? OptionalInt.of(body.size()) : OptionalInt.empty();
      binary.writeTo(body);
      return new InferenceResponse(body.toByteArray(), length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(
      RequestedOutput requested,
      DetectionTensors tensors,
      JsonGenerator json,
      ByteArrayOutputStream binary)
      throws IOException {
    OutputTensor output = requested.output();
    json.writeStartObject();
    json.writeStringField("name", output.code());
    json.writeStringField("datatype", output.datatype());
    json.writeArrayFieldStart("shape");
    for (int size : tensors.shape(output)) {
      json.writeNumber(size);
    }
    json.writeEndArray();
    if (requested.binary()) {
      byte[] data = tensors.binary(output);
      binary.writeBytes(data);
      json.writeObjectFieldStart("parameters");
      json.writeNumberField("binary_data_size", data.length);
      json.writeEndObject();
    } else {
      json.writeArrayFieldStart("data");
      writeData(output, tensors, json);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void writeData(OutputTensor output, DetectionTensors tensors, JsonGenerator json)
      throws IOException {
    switch (output) {
      case BOXES -> writeFloats(tensors.boxValues(), json);
      case SCORES -> writeFloats(tensors.scoreValues(), json);
      case LABELS -> {
        for (String label : tensors.labelValues()) {
          json.writeString(label);
        }
      }
      case COUNT -> {
        for (int count : tensors.countValues()) {
          json.writeNumber(count);
        }
      }
    }
  }

  private static void writeFloats(float[] values, JsonGenerator json) throws IOException {
    for (float value : values) {
      json.writeNumber(value);
    }
  }
}
