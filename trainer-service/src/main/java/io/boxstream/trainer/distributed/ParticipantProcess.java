package io.boxstream.trainer.distributed;

import io.boxstream.detection.training.ParameterServer;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.images.crash.CrashGuard;
import io.boxstream.images.crash.FileCrashGuard;
import io.boxstream.trainer.run.FailureCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final long BETWEEN_CONNECTIONS = 1000;

  private final Role role;
  private final Connection connection;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final ImageRequests images;
  private final StateFile state;
  private final Optional<FileCrashGuard> guard;

  private ParticipantProcess(
      Role role, Connection connection, StateFile state, Optional<FileCrashGuard> guard) {
    this.role = role;
    this.connection = connection;
    this.state = state;
    this.guard = guard;
    this.images = new ImageRequests(connection);
  }

  /**
   * Runs a participant.
   *
   * @param arguments role, host and port of the coordinator, milliseconds of silence, the file of
   *     its state, the folder of the images in hand
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ProcessLog.toConsole();
    Role role = Role.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String token = Optional.ofNullable(input.readLine()).orElse("");
    Optional<FileCrashGuard> guard =
        role == Role.WORKER
            ? Optional.of(FileCrashGuard.open(Path.of(arguments[5])))
            : Optional.empty();
    daemon("parent", () -> awaitEnd(input, guard));
    StateFile state = new StateFile(Path.of(arguments[4]), Clock.systemUTC());
    state.write(ParticipantState.JOINING);
    state.keepFresh();
    Duration silence = Duration.ofMillis(Long.parseLong(arguments[3]));
    Connection connection = connect(arguments[1], Integer.parseInt(arguments[2]), silence);
    connection.send(
        new Message(
            Message.Kind.HELLO,
            Map.of("role", role.name(), "token", token, "version", Rendezvous.VERSION),
            RefusedImages.toBytes(guard.map(FileCrashGuard::refusedImages).orElse(Set.of()))));
    connection.startBeats();
    state.write(ParticipantState.WAITING);
    new ParticipantProcess(role, connection, state, guard).run();
  }

  /** Waits for the coordinator as long as it takes: nothing is in this process yet. */
  private static Connection connect(String host, int port, Duration silence)
      throws InterruptedException {
    for (boolean said = false; ; said = true) {
      try {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), Math.toIntExact(silence.toMillis()));
        return new Connection(socket, silence);
      } catch (IOException nobody) {
        if (!said) {
          LOG.info("Waits for the coordinator at {}:{}: {}", host, port, nobody.toString());
        }
        Thread.sleep(BETWEEN_CONNECTIONS);
      }
    }
  }

  private static void awaitEnd(BufferedReader input, Optional<FileCrashGuard> guard) {
    try {
      while (input.read() >= 0) {
        // Nothing more is said.
      }
    } catch (IOException ended) {
      LOG.debug("The input is gone", ended);
    }
    end(PARENT_LOST, guard);
  }

  private void run() {
    daemon("coordinator", this::receive);
    try {
      Message start = next(Message.Kind.START);
      Map<String, String> environment = new HashMap<>(start.fields());
      environment.put("DMLC_ROLE", role.text());
      environment.put("DMLC_NODE_HOST", connection.localAddress().getHostAddress());
      LOG.info("Takes part as {}: {}", role, environment);
      state.write(ParticipantState.TRAINING);
      if (role == Role.WORKER) {
        WorkerTask task = WorkerTask.fromJson(start.payload());
        ImageDecoder decoder =
            new ImageDecoder(
                ImageLimits.defaults(), guard.<CrashGuard>map(g -> g).orElse(CrashGuard.NONE));
        try (Worker worker =
            Worker.start(
                task, environment, connection, this::next, new Worker.Images(images, decoder))) {
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
      end(FAILED, guard);
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
      end(CONNECTION_LOST, guard);
    }
  }

  /** An end that was meant: what is in hand has not caused it. */
  private static void end(int status, Optional<FileCrashGuard> guard) {
    guard.ifPresent(FileCrashGuard::close);
    ParameterServer.endProcess(status);
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
