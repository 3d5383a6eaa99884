package io.boxstream.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Passes the bytes of connections on, each of them a fixed time after it came, in both directions:
 * a network with a latency, whose bandwidth is that of this machine.
 */
final class LatencyProxy implements AutoCloseable {

  private static final int CHUNK = 256 * 1024;
  private static final int CHUNKS = 1024;

  private final ServerSocket server;
  private final int target;
  private final Duration delay;

  private LatencyProxy(ServerSocket server, int target, Duration delay) {
    this.server = server;
    this.target = target;
    this.delay = delay;
  }

  /** Bytes and when they are due; none at the end of a stream. */
  private record Chunk(byte[] bytes, long due) {}

  /**
   * Starts a proxy.
   *
   * @param port on 127.0.0.1, where it listens
   * @param target port on 127.0.0.1
   * @param delay of each byte, each way
   */
  static LatencyProxy start(int port, int target, Duration delay) throws IOException {
    ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    LatencyProxy proxy = new LatencyProxy(server, target, delay);
    daemon(proxy::accept);
    return proxy;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        broker.setTcpNoDelay(true);
        connect(client, broker);
        connect(broker, client);
      }
    } catch (IOException closed) {
      // the benchmark is over
    }
  }

  private void connect(Socket from, Socket to) {
    BlockingQueue<Chunk> onTheWay = new LinkedBlockingQueue<>(CHUNKS);
    daemon(() -> read(from, onTheWay));
    daemon(() -> write(onTheWay, to));
  }

  private void read(Socket from, BlockingQueue<Chunk> onTheWay) throws InterruptedException {
    byte[] buffer = new byte[CHUNK];
    try (InputStream in = from.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        onTheWay.put(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime() + delay.toNanos()));
      }
    } catch (IOException closed) {
      // ends the other direction too
    }
    onTheWay.put(new Chunk(new byte[0], System.nanoTime()));
  }

  private static void write(BlockingQueue<Chunk> onTheWay, Socket to) throws InterruptedException {
    try (OutputStream out = to.getOutputStream()) {
      for (Chunk chunk = onTheWay.take(); chunk.bytes().length > 0; chunk = onTheWay.take()) {
        long left = chunk.due() - System.nanoTime();
        if (left > 0) {
          Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
        out.write(chunk.bytes());
      }
    } catch (IOException closed) {
      // the reader ends when its connection does
    }
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "latency");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
