package io.boxstream.trainer.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.trainer.run.FailureCode;
import io.boxstream.trainer.run.RunFailedException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RendezvousTest {

  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final Duration LONG_SILENCE = Duration.ofSeconds(10);

  @TempDir Path directory;

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
  void aWorkerJoinsWhileOthersHoldConnectionsAndSayNothing() throws Exception {
    // Given more silent connections than are heard at a time, and ever new ones
    List<Socket> silent = new CopyOnWriteArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    try (Rendezvous own =
        Rendezvous.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "secret", LONG_SILENCE)) {
      Thread stranger = new Thread(() -> connectUntil(over, own, silent));
      stranger.start();
      await().until(() -> silent.size() > 6 * Greetings.MOST);

      // When a real worker process comes
      try (ParticipantSupervisor worker =
          new ParticipantSupervisor(
              new ParticipantSettings(
                  Role.WORKER,
                  own.address(),
                  "secret",
                  LONG_SILENCE,
                  ParticipantSettings.PATIENCE,
                  directory.resolve("crashes")),
              directory.resolve("state"),
              List.of())) {
        worker.start();
        List<Participant> joined = own.take(Role.WORKER, 1, inAMinute());

        // Then it joins and stays, and the others have not made more threads
        assertThat(joined).hasSize(1);
        assertThat(greetingThreads(own)).isBetween(1L, Greetings.MOST + 1L);
        int before = silent.size();
        await().until(() -> silent.size() > before + 2 * Greetings.MOST);
        assertThat(joined.get(0).isLost()).isFalse();
        joined.get(0).close();
      }
      over.set(true);
      stranger.join();
      assertThat(isClosed(silent.get(0))).isTrue();
    } finally {
      over.set(true);
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void closesWhoSaysTooLittle() throws Exception {
    // Given somebody who sends a byte now and then, so that it is never silent
    try (Socket slow =
        new Socket(rendezvous.address().getAddress(), rendezvous.address().getPort())) {
      Thread writing = new Thread(() -> drip(slow));
      writing.start();

      // When, then
      slow.setSoTimeout(Math.toIntExact(LONG_SILENCE.toMillis()));
      assertThat(isClosed(slow)).isTrue();
      writing.join();
    }
  }

  @Test
  void refusesAGreetingWithMoreThanAGreetingHas() throws Exception {
    Map<String, String> fields = new HashMap<>(hello("secret", Rendezvous.VERSION));
    for (int number = 0; number < 6; number++) {
      fields.put("field " + number, "x".repeat(60_000));
    }
    try (Connection connection = connect(rendezvous, SILENCE)) {
      connection.send(Message.of(Message.Kind.HELLO, fields));
      assertThatThrownBy(connection::receive).isInstanceOf(IOException.class);
    } catch (IOException closed) {
      assertThat(closed).isInstanceOf(SocketException.class);
    }
    assertThat(rendezvous.take(Role.WORKER, 1, System.nanoTime())).isEmpty();
  }

  @Test
  void whatHappensOftenIsSaidRarelyAndCounted() {
    AtomicLong now = new AtomicLong(-7);
    Rarely rarely = new Rarely(Duration.ofMinutes(1), now::get);

    assertThat(rarely.happened()).isEqualTo(1);
    assertThat(rarely.happened()).isZero();
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(rarely.happened()).isZero();
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(rarely.happened()).isEqualTo(3);
    assertThat(rarely.happened()).isZero();
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

  private static void connectUntil(
      AtomicBoolean over, Rendezvous rendezvous, List<Socket> connections) {
    try {
      while (!over.get()) {
        connections.add(
            new Socket(rendezvous.address().getAddress(), rendezvous.address().getPort()));
        Thread.sleep(5);
      }
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** A name of 255 characters, one each tenth of the time of silence. */
  private static void drip(Socket socket) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(new byte[] {0, -1});
      while (true) {
        Thread.sleep(SILENCE.toMillis() / 10);
        out.write('x');
      }
    } catch (IOException closed) {
      // It is over.
    } catch (InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Whether the other side closes a connection, or has done so. */
  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  private static long greetingThreads(Rendezvous rendezvous) {
    String name = Rendezvous.threads(rendezvous.address().getPort());
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .count();
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
