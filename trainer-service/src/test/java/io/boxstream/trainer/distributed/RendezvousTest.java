package io.boxstream.trainer.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.trainer.run.FailureCode;
import io.boxstream.trainer.run.RunFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
    Connection connection =
        new Connection(
            new Socket(rendezvous.address().getAddress(), rendezvous.address().getPort()), silence);
    connection.send(
        Message.of(
            Message.Kind.HELLO, Map.of("role", "worker", "token", token, "version", version)));
    return connection;
  }
}
