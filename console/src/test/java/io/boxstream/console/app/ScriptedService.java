package io.boxstream.console.app;

import io.boxstream.console.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service on sockets that answers or hangs up as a test says. Questions for its health are
 * answered.
 */
final class ScriptedService implements AutoCloseable {
  private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final ServerSocket listener;
  private final Script script;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Seen> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Thread acceptor;

  /** What is done with a request. */
  @FunctionalInterface
  interface Script {

    /**
     * @param attempt how often this address was asked for before
     * @return the bytes of the answer; empty to hang up
     */
    Optional<String> answer(String head, int attempt);
  }

  /**
   * A request.
   *
   * @param connection its number, from 1
   * @param earlier how many requests were answered on it before
   */
  record Seen(String line, int connection, int earlier) {}

  private ScriptedService(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
    this.acceptor = background(this::accept);
  }

  static ScriptedService start(Service service, Script script) throws IOException {
    ScriptedService scripted =
        new ScriptedService(
            new ServerSocket(FreeAddresses.port(service), 50, InetAddress.getLoopbackAddress()),
            script);
    scripted.acceptor.start();
    return scripted;
  }

  /** Requests other than for health, in the order they came. */
  List<Seen> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        int number = connections.incrementAndGet();
        background(() -> serve(socket, number)).start();
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket, int number) {
    try (RawConnection connection = new RawConnection(socket)) {
      int answered = 0;
      Optional<String> answer = Optional.of(EMPTY);
      while (answer.isPresent()) {
        String head = connection.head();
        if (head.isEmpty()) {
          return;
        }
        answer = answer(head, number, answered);
        if (answer.isPresent()) {
          connection.send(answer.get());
          answered++;
        }
      }
    } catch (IOException e) {
      // The console has closed the connection.
    }
  }

  private Optional<String> answer(String head, int connection, int answered) {
    String line = head.substring(0, head.indexOf("\r\n"));
    if (line.startsWith("GET /q/")) {
      return Optional.of(EMPTY);
    }
    int attempt = (int) requests.stream().filter(seen -> seen.line().equals(line)).count();
    requests.add(new Seen(line, connection, answered));
    return script.answer(head, attempt);
  }

  private static Thread background(Runnable work) {
    Thread thread = new Thread(work, "scripted-service");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    awaitFreePort();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** The system has the port until nobody waits for a connection any more. */
  private void awaitFreePort() {
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
