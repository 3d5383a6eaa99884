package io.boxstream.trainer.distributed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.trainer.run.FailureCode;
import io.boxstream.trainer.run.RunFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An attempt with participants that beat, and do what the tests say. */
@Timeout(60)
class AttemptTest {

  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofMillis(300);

  private final Rendezvous rendezvous =
      Rendezvous.open(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "secret", SILENCE);
  private final List<Connection> connections = new ArrayList<>();
  private final Map<Connection, Integer> ports = new HashMap<>();

  @AfterEach
  void close() {
    connections.forEach(Connection::close);
    rendezvous.close();
  }

  @Test
  void aWorkerThatBeatsAndNeverAnswersIsLostAfterTheTimeForAnAnswer() throws Exception {
    join(Role.SCHEDULER);
    join(Role.SERVER);
    Connection quick = join(Role.WORKER);
    Connection slow = join(Role.WORKER);
    try (Attempt attempt = gather()) {
      quick.send(Message.of(Message.Kind.UPDATED));

      assertThatThrownBy(() -> attempt.collect(Message.Kind.UPDATED))
          .isInstanceOf(ParticipantLostException.class)
          .hasMessageContaining("did not answer")
          .hasMessageContaining(address(slow))
          .hasMessageNotContaining(address(quick))
          .extracting(failure -> ((RunFailedException) failure).code())
          .isEqualTo(FailureCode.WORKER_LOST);
    }

    // And the attempt has ended them all
    for (Connection connection : connections) {
      assertThatThrownBy(connection::receive).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aWorkerWhoseGradientsTheOthersWaitForIsLostAlone() throws Exception {
    join(Role.SCHEDULER);
    join(Role.SERVER);
    Connection waiting = join(Role.WORKER);
    Connection slow = join(Role.WORKER);
    try (Attempt attempt = gather()) {
      waiting.send(Message.of(Message.Kind.GRADIENTS));

      assertThatThrownBy(() -> attempt.collect(Message.Kind.UPDATED))
          .isInstanceOf(ParticipantLostException.class)
          .hasMessageContaining(address(slow))
          .hasMessageNotContaining(address(waiting));
    }
  }

  @Test
  void allWorkersAreNamedWhenNoneWaitsForAnother() throws Exception {
    join(Role.SCHEDULER);
    join(Role.SERVER);
    List<Connection> workers = List.of(join(Role.WORKER), join(Role.WORKER));
    try (Attempt attempt = gather()) {
      for (Connection worker : workers) {
        worker.send(Message.of(Message.Kind.GRADIENTS));
      }

      assertThatThrownBy(() -> attempt.collect(Message.Kind.UPDATED))
          .isInstanceOf(ParticipantLostException.class)
          .hasMessageContaining(address(workers.get(0)))
          .hasMessageContaining(address(workers.get(1)));
    }
  }

  @Test
  void aWorkerThatDoesNotSendItsParametersIsLostToo() throws Exception {
    join(Role.SCHEDULER);
    join(Role.SERVER);
    join(Role.WORKER);
    join(Role.WORKER);
    try (Attempt attempt = gather()) {
      assertThatThrownBy(() -> attempt.first(Message.Kind.PART))
          .isInstanceOf(ParticipantLostException.class)
          .hasMessageContaining("did not answer");
    }
  }

  private Attempt gather() {
    return Attempt.gather(
        rendezvous,
        new DistributedSettings(
            2, 1, Duration.ofSeconds(30), ANSWER, 0, Optional.empty(), ComputeDevice.CPU),
        4);
  }

  private String address(Connection connection) {
    return ":" + ports.get(connection);
  }

  private Connection join(Role role) throws IOException {
    InetSocketAddress address = rendezvous.address();
    Socket socket = new Socket(address.getAddress(), address.getPort());
    Connection connection = new Connection(socket, SILENCE);
    connections.add(connection);
    ports.put(connection, socket.getLocalPort());
    connection.send(
        Message.of(
            Message.Kind.HELLO,
            Map.of(
                "role",
                role.name().toLowerCase(Locale.ROOT),
                "token",
                "secret",
                "version",
                Rendezvous.VERSION)));
    connection.startBeats();
    return connection;
  }
}
