package io.boxstream.inference.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A client of the extension for binary tensors, byte by byte. */
final class BinaryRequest {
  static final String HEADER = "Inference-Header-Content-Length";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI address;

  BinaryRequest(URI address) {
    this.address = address;
  }

  /** The elements of a tensor of BYTES. */
  static byte[] elements(List<byte[]> all) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] element : all) {
      out.write(element.length);
      out.write(element.length >> 8);
      out.write(element.length >> 16);
      out.write(element.length >> 24);
      out.writeBytes(element);
    }
    return out.toByteArray();
  }

  /** Values as little-endian floats. */
  static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  /** Sends JSON and binary data behind it, with the length of the JSON. */
  HttpResponse<byte[]> send(String json, byte[] binary) throws IOException, InterruptedException {
    return send(json, binary, String.valueOf(json.getBytes(UTF_8).length));
  }

  /** Sends them with a length that the header claims. */
  HttpResponse<byte[]> send(String json, byte[] binary, String length)
      throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(json.getBytes(UTF_8));
    body.writeBytes(binary);
    return http.send(
        HttpRequest.newBuilder(address)
            .header(HEADER, length)
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build(),
        BodyHandlers.ofByteArray());
  }
}
