package io.boxstream.trainer.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.trainer.run.FailureCode;
import io.boxstream.trainer.run.RunFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RendezvousTest {

  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final Rendezvous rendezvous =
      Rendezvous.open(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "secret", SILENCE);

  @AfterEach
  void close() {
    rendezvous.close();
  }

  @Test
  void refusesWhoDoesNotKnowTheToken() throws Exception {
    try (Connection connection = greet(SILENCE, "wrong", Rendezvous.VERSION)) {
      assertThatThrownBy(connection::receive).isInstanceOf(IOException.class);
    }
    assertThat(rendezvous.take(Role.WORKER, 1, System.nanoTime())).isEmpty();
  }

  @Test
  void refusesAnotherRelease() throws Exception {
    try (Connection connection = greet(SILENCE, "secret", "0")) {
      assertThatThrownBy(connection::receive).isInstanceOf(IOException.class);
    }
    assertThat(rendezvous.take(Role.WORKER, 1, System.nanoTime())).isEmpty();
  }

  @Test
  void pausesWhenNobodyCanBeAcceptedAndAcceptsAgain() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    ServerSocket socket =
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()) {
          @Override
          public Socket accept() throws IOException {
            if (failures.get() < 3) {
              failures.incrementAndGet();
              throw new IOException("too many open files");
            }
            return super.accept();
          }
        };
    long start = System.nanoTime();
    try (Rendezvous own = Rendezvous.on(socket, "secret", SILENCE);
        Connection connection = greet(own, SILENCE, "secret", Rendezvous.VERSION)) {
      assertThat(own.take(Role.WORKER, 1, inAMinute())).hasSize(1);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
  }

  @Test
  void knowsTheImagesThatWorkersRefuse() throws Exception {
    String hash = "0123456789abcdef".repeat(4);
    try (Connection connection = connect(rendezvous, SILENCE)) {
      connection.send(
          new Message(
              Message.Kind.HELLO,
              hello("secret", Rendezvous.VERSION),
              RefusedImages.toBytes(List.of(hash))));
      rendezvous.take(Role.WORKER, 1, inAMinute());
    }
    try (Connection stranger = connect(rendezvous, SILENCE)) {
      stranger.send(
          new Message(
              Message.Kind.HELLO,
              hello("wrong", Rendezvous.VERSION),
              RefusedImages.toBytes(List.of("f".repeat(64)))));
      assertThatThrownBy(stranger::receive).isInstanceOf(IOException.class);
    }

    assertThat(rendezvous.refusedImages()).containsExactly(hash);
  }

  @Test
  void namesAParticipantThatFallsSilent() throws Exception {
    try (Connection connection = greet(SILENCE, "secret", Rendezvous.VERSION)) {
      Participant worker = rendezvous.take(Role.WORKER, 1, inAMinute()).get(0);
      BlockingQueue<RuntimeException> failures = new LinkedBlockingQueue<>();
      worker.listener(
          new Participant.Listener() {
            @Override
            public void said(Participant participant, Message message) {}

            @Override
            public void failed(Participant participant, RuntimeException failure) {
              failures.add(failure);
            }
          });

      assertThat(failures.poll(1, TimeUnit.MINUTES))
          .isInstanceOf(ParticipantLostException.class)
          .extracting(failure -> ((RunFailedException) failure).code())
          .isEqualTo(FailureCode.WORKER_LOST);
    }
  }

  @Test
  void hearsOneThatBeats() throws Exception {
    try (Connection connection = greet(SILENCE, "secret", Rendezvous.VERSION)) {
      connection.startBeats();
      Participant worker = rendezvous.take(Role.WORKER, 1, inAMinute()).get(0);

      // Its side hears beats too: nothing else comes, and nobody is lost, for three silences.
      assertThat(rendezvous.take(Role.SERVER, 1, System.nanoTime() + 3 * SILENCE.toNanos()))
          .isEmpty();
      assertThat(worker.isLost()).isFalse();
    }
  }

  @Test
  void anAttemptWithoutWorkersFailsAfterTheTimeLimit() {
    DistributedSettings settings =
        new DistributedSettings(
            1,
            1,
            Duration.ofMillis(10),
            Duration.ofSeconds(1),
            0,
            Optional.empty(),
            ComputeDevice.CPU);

    assertThatThrownBy(() -> Attempt.gather(rendezvous, settings, 4))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("no worker")
        .extracting(failure -> ((RunFailedException) failure).code())
        .isEqualTo(FailureCode.PARTICIPANTS_MISSING);
  }

  private static long inAMinute() {
    return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
  }

  private Connection greet(Duration silence, String token, String version) throws IOException {
    return greet(rendezvous, silence, token, version);
  }

  private static Connection greet(
      Rendezvous rendezvous, Duration silence, String token, String version) throws IOException {
    Connection connection = connect(rendezvous, silence);
    connection.send(Message.of(Message.Kind.HELLO, hello(token, version)));
    return connection;
  }

  private static Connection connect(Rendezvous rendezvous, Duration silence) throws IOException {
    return new Connection(
        new Socket(rendezvous.address().getAddress(), rendezvous.address().getPort()), silence);
  }

  private static Map<String, String> hello(String token, String version) {
    return Map.of("role", "worker", "token", token, "version", version);
  }
}
