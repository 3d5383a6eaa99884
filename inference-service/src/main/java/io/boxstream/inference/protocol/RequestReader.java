package io.boxstream.inference.protocol;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Reads inference requests: JSON, JSON with binary tensors behind it (the extension <i>binary
 * tensor data</i>), or an image alone.
 */
public final class RequestReader {
  private final RequestParser parser = new RequestParser();
  private final InputLimits limits;
  private final ByteElements bytes;
  private final PixelElements pixels;

  /**
   * @param limits what is refused
   */
  public RequestReader(InputLimits limits) {
    this.limits = requireNonNull(limits, "limits");
    this.bytes = new ByteElements(parser, limits);
    this.pixels = new PixelElements(parser, limits);
  }

  /**
   * Reads a request.
   *
   * @param body all of it
   * @param headerLength the value of {@code Inference-Header-Content-Length}: the bytes of JSON at
   *     the beginning of the body. Empty if there is nothing but JSON; 0 for an image without JSON
   * @throws ProtocolException if it cannot be understood or is too large
   * @throws io.boxstream.images.UnreadableImageException never for encoded images: these are not
   *     looked at
   */
  public InferenceRequest read(byte[] body, Optional<String> headerLength) {
    int length = headerLength.map(text -> length(text, body.length)).orElse(body.length);
    if (headerLength.isPresent() && length == 0) {
      limits.requireBytes(body.length);
      return new InferenceRequest(
          Optional.empty(),
          List.of(body),
          OptionalDouble.empty(),
          OptionalInt.empty(),
          Arrays.stream(OutputTensor.values())
              .map(output -> new RequestedOutput(output, false))
              .toList());
    }
    RequestHeader header = parser.parse(body, length);
    InputTensor input = header.input();
    if (!input.name().equals("image")) {
      throw ProtocolException.invalid(
          "there is no input %s; the model has image".formatted(input.name()));
    }
    RequestParser.refuse(input.parameters(), "shared_memory_region");
    requireBinary(input, body.length - length);
    return new InferenceRequest(
        header.id(),
        images(header, new TensorData(body, length)),
        header.threshold(),
        header.topK(),
        header.outputs());
  }

  private List<byte[]> images(RequestHeader header, TensorData data) {
    InputTensor input = header.input();
    return switch (input.datatype()) {
      case "BYTES" -> bytes.read(input, data);
      case "UINT8" -> pixels.read(input, header.layout(), PixelValues.UINT8, data);
      case "FP32" -> pixels.read(input, header.layout(), PixelValues.FP32, data);
      default ->
          throw ProtocolException.invalid(
              "the datatype of image must be BYTES, UINT8 or FP32: " + input.datatype());
    };
  }

  private static void requireBinary(InputTensor input, int behind) {
    long announced = input.isBinary() ? input.binarySize() : 0;
    if (announced != behind) {
      throw ProtocolException.invalid(
          "%d bytes follow the JSON of the request; binary_data_size says %d"
              .formatted(behind, announced));
    }
  }

  private static int length(String text, int bodyLength) {
    try {
      int length = Integer.parseInt(text.strip());
      if (length >= 0 && length <= bodyLength) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Refused below like every other length that the body has not.
    }
    throw ProtocolException.invalid(
        "Inference-Header-Content-Length must be a number from 0 to the length of the body, %d: %s"
            .formatted(bodyLength, text));
  }
}
