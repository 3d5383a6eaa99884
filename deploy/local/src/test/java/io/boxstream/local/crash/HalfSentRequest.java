package io.boxstream.local.crash;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;

/** A request of which the second half of the body is sent later. */
final class HalfSentRequest implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Socket socket;
  private final byte[] rest;

  /** Connects, and sends the head and the first half of the body. */
  HalfSentRequest(URI address, String type, byte[] body) throws IOException {
    socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout((int) LONGEST.toMillis());
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(address.getPath(), address.getAuthority(), type, body.length);
    int half = body.length / 2;
    rest = Arrays.copyOfRange(body, half, body.length);
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    socket.getOutputStream().write(body, 0, half);
    socket.getOutputStream().flush();
  }

  /** Sends the rest, and returns the first line of the answer; nothing if there is none. */
  String finish() throws IOException {
    socket.getOutputStream().write(rest);
    socket.getOutputStream().flush();
    StringBuilder line = new StringBuilder();
    int next = socket.getInputStream().read();
    while (next >= 0 && next != '\r') {
      line.append((char) next);
      next = socket.getInputStream().read();
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
