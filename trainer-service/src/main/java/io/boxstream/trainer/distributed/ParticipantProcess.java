package io.boxstream.trainer.distributed;

import io.boxstream.detection.training.ParameterServer;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.trainer.run.FailureCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler, server or worker for one attempt of a run. Joins the coordinator, waits for a task,
 * and ends with the connection, whatever the engine is doing. The first line of its input is the
 * token; when its input ends, its parent has ended, and it ends too.
 */
public final class ParticipantProcess {

  private static final Logger LOG = LoggerFactory.getLogger(ParticipantProcess.class);
  private static final int CONNECTION_LOST = 3;
  private static final int PARENT_LOST = 4;
  private static final int FAILED = 5;

  private final Role role;
  private final Connection connection;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final ImageRequests images;

  private ParticipantProcess(Role role, Connection connection) {
    this.role = role;
    this.connection = connection;
    this.images = new ImageRequests(connection);
  }

  /**
   * Runs a participant.
   *
   * @param arguments role, host and port of the coordinator, milliseconds of silence
   */
  public static void main(String[] arguments) throws IOException {
    ProcessLog.toConsole();
    Role role = Role.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String token = Optional.ofNullable(input.readLine()).orElse("");
    daemon("parent", () -> awaitEnd(input));
    Duration silence = Duration.ofMillis(Long.parseLong(arguments[3]));
    Socket socket = new Socket();
    socket.connect(
        new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2])),
        Math.toIntExact(silence.toMillis()));
    Connection connection = new Connection(socket, silence);
    connection.send(
        Message.of(
            Message.Kind.HELLO,
            Map.of("role", role.name(), "token", token, "version", Rendezvous.VERSION)));
    connection.startBeats();
    new ParticipantProcess(role, connection).run();
  }

  private static void awaitEnd(BufferedReader input) {
    try {
      while (input.read() >= 0) {
        // Nothing more is said.
      }
    } catch (IOException ended) {
      LOG.debug("The input is gone", ended);
    }
    ParameterServer.endProcess(PARENT_LOST);
  }

  private void run() {
    daemon("coordinator", this::receive);
    try {
      Message start = next(Message.Kind.START);
      Map<String, String> environment = new HashMap<>(start.fields());
      environment.put("DMLC_ROLE", role.text());
      environment.put("DMLC_NODE_HOST", connection.localAddress().getHostAddress());
      LOG.info("Takes part as {}: {}", role, environment);
      if (role == Role.WORKER) {
        WorkerTask task = WorkerTask.fromJson(start.payload());
        try (Worker worker = Worker.start(task, environment, connection, this::next, images)) {
          while (true) {
            worker.handle(next());
          }
        }
      } else {
        ParameterServer.serve(environment);
      }
    } catch (Exception | Error failure) {
      LOG.error("The {} failed", role, failure);
      tell(failure);
      ParameterServer.endProcess(FAILED);
    }
  }

  private void tell(Throwable failure) {
    FailureCode code = FailureCode.INTERNAL_ERROR;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnreadableImageException) {
        code = FailureCode.IMAGE_UNREADABLE;
      }
    }
    try {
      connection.send(
          Message.of(
              Message.Kind.FAILED,
              Map.of("code", code.name(), "reason", String.valueOf(failure.getMessage()))));
    } catch (IOException lost) {
      LOG.warn("The coordinator is gone: {}", lost.toString());
    }
  }

  private void receive() {
    try {
      while (true) {
        Message message = connection.receive();
        if (message.kind() == Message.Kind.IMAGE) {
          images.answer(message);
        } else {
          messages.add(message);
        }
      }
    } catch (IOException ended) {
      LOG.info("The coordinator is gone: {}", ended.toString());
      ParameterServer.endProcess(CONNECTION_LOST);
    }
  }

  private Message next(Message.Kind kind) {
    Message message = next();
    if (message.kind() != kind) {
      throw new IllegalStateException("expected " + kind + ", not " + message.kind());
    }
    return message;
  }

  private Message next() {
    try {
      return messages.take();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
