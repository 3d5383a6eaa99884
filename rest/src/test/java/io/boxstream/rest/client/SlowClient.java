package io.boxstream.rest.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A client that goes on sending, some bytes at a time, until it is closed. */
final class SlowClient implements AutoCloseable {
  private static final int INTERVAL_MILLIS = 100;

  private final Socket socket;
  private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
  private final CompletableFuture<String> answer;

  /**
   * @param head sent at once
   * @param part sent ten times a second
   */
  SlowClient(URI address, String head, byte[] part) throws IOException {
    socket = new Socket(address.getHost(), address.getPort());
    socket.getOutputStream().write(head.getBytes(UTF_8));
    sender.scheduleAtFixedRate(
        () -> send(part), INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    answer = CompletableFuture.supplyAsync(this::read, Executors.newSingleThreadExecutor());
  }

  /** A client that sends a body of a type, a byte at a time. */
  static SlowClient of(URI address, String path, String type) throws IOException {
    return new SlowClient(address, head(path, type, 1000), new byte[] {' '});
  }

  static String head(String path, String type, long length) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(path, type, length);
  }

  /** Everything the server has sent when it closes the connection. */
  CompletableFuture<String> answer() {
    return answer;
  }

  private void send(byte[] part) {
    try {
      socket.getOutputStream().write(part);
    } catch (IOException e) {
      sender.shutdownNow();
    }
  }

  private String read() {
    StringBuilder text = new StringBuilder();
    byte[] bytes = new byte[8192];
    try {
      for (int count = socket.getInputStream().read(bytes);
          count >= 0;
          count = socket.getInputStream().read(bytes)) {
        text.append(new String(bytes, 0, count, UTF_8));
      }
    } catch (IOException e) {
      // The server has closed the connection while something was on its way to it.
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    sender.shutdownNow();
    socket.close();
  }
}
