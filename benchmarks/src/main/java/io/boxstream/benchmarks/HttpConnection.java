package io.boxstream.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * One connection of HTTP/1.1 that sends the same kind of request again and again. It takes as
 * little as possible of the processors, which it shares with what is measured.
 */
final class HttpConnection implements AutoCloseable {

  private static final String LENGTH = "content-length:";
  private static final String CHUNKED = "transfer-encoding: chunked";

  private final Socket socket;
  private final InputStream in;
  private final URI address;

  HttpConnection(URI address) throws IOException {
    this.address = address;
    socket = new Socket(address.getHost(), address.getPort());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /**
   * Posts a JPEG file.
   *
   * @return the status of the answer, all of which has been read
   */
  int post(byte[] jpeg) throws IOException {
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
            .formatted(address.getPath(), address.getAuthority(), jpeg.length);
    byte[] request = new byte[head.length() + jpeg.length];
    System.arraycopy(head.getBytes(ISO_8859_1), 0, request, 0, head.length());
    System.arraycopy(jpeg, 0, request, head.length(), jpeg.length);
    socket.getOutputStream().write(request);
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = -1;
    boolean chunked = false;
    for (String field = line(); !field.isEmpty(); field = line()) {
      String lower = field.toLowerCase(Locale.ROOT);
      chunked |= lower.equals(CHUNKED);
      if (lower.startsWith(LENGTH)) {
        length = Integer.parseInt(field.substring(LENGTH.length()).trim());
      }
    }
    if (chunked) {
      skipChunks();
    } else if (length < 0) {
      throw new IOException("the answer with status " + status + " does not say how long it is");
    } else {
      skip(length);
    }
    return status;
  }

  /** Answers of more than 8 kB come so. */
  private void skipChunks() throws IOException {
    int length = Integer.parseInt(line(), 16);
    while (length > 0) {
      skip(length);
      line();
      length = Integer.parseInt(line(), 16);
    }
    line();
  }

  private void skip(int length) throws IOException {
    if (in.readNBytes(length).length < length) {
      throw new IOException("the connection was closed within an answer");
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
