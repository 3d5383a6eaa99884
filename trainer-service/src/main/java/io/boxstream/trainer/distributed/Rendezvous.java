package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where participants join the coordinator, and wait until a run needs them. */
public final class Rendezvous implements AutoCloseable {

  /** Of the protocol: participants of another release are refused. */
  static final String VERSION = "3";

  private static final Logger LOG = LoggerFactory.getLogger(Rendezvous.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);
  private static final Duration BETWEEN_REFUSALS = Duration.ofSeconds(5);

  private final ServerSocket socket;
  private final String token;
  private final Greetings greetings;
  private final Rarely refusals = new Rarely(BETWEEN_REFUSALS, System::nanoTime);
  private final RefusedImages refused = new RefusedImages();
  private final List<Participant> waiting = new ArrayList<>();
  private final Lock lock = new ReentrantLock();
  private final Condition joined = lock.newCondition();

  private Rendezvous(ServerSocket socket, String token, Duration silence) {
    this.socket = socket;
    this.token = requireNonNull(token, "token");
    this.greetings =
        new Greetings(
            threads(socket.getLocalPort()),
            silence,
            new Greetings.Host() {
              @Override
              public void greeted(Connection connection, Message hello) {
                Rendezvous.this.greeted(connection, hello);
              }

              @Override
              public void failed(Socket from, Exception failure) {
                refuse(from.getRemoteSocketAddress(), failure.toString());
              }
            });
  }

  /**
   * Opens a rendezvous.
   *
   * @param port 0 for any that is free
   * @param token that participants must know
   * @param silence after which a participant is lost
   */
  public static Rendezvous open(InetSocketAddress address, String token, Duration silence) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(address);
      return on(socket, token, silence);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot listen on " + address, failure);
    }
  }

  /** A rendezvous on a socket that is bound; it is closed with it. */
  static Rendezvous on(ServerSocket socket, String token, Duration silence) {
    Rendezvous rendezvous = new Rendezvous(socket, token, silence);
    Thread thread = new Thread(rendezvous::accept, "rendezvous");
    thread.setDaemon(true);
    thread.start();
    return rendezvous;
  }

  /** The name of the threads on which participants join at a port. */
  static String threads(int port) {
    return "greeting-" + port;
  }

  /** SHA-256 of the images that killed workers, and that these do not read again. */
  Set<String> refusedImages() {
    return refused.all();
  }

  /** The address it listens on. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket next = socket.accept();
        greetings.begin(next);
      } catch (IOException failure) {
        if (!socket.isClosed()) {
          LOG.warn("A participant was not accepted: {}", failure.toString());
          pause();
        }
      }
    }
  }

  /** What fails, for example for want of file descriptors, fails again at once. */
  private static void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes in who says hello, or closes the connection. */
  private void greeted(Connection connection, Message hello) {
    try {
      if (!known(hello)) {
        throw new IllegalArgumentException("another token or release");
      }
      Role role = Role.valueOf(hello.field("role").toUpperCase(Locale.ROOT));
      refused.add(hello.payload());
      Participant participant = new Participant(role, connection);
      participant.open();
      add(participant);
    } catch (IllegalArgumentException failure) {
      refuse(connection.remote(), failure.getMessage());
      connection.close();
    }
  }

  private void refuse(Object remote, String reason) {
    int count = refusals.happened();
    if (count == 1) {
      LOG.warn("{} is refused: {}", remote, reason);
    } else if (count > 1) {
      LOG.warn("{} is refused: {}; {} others were before it", remote, reason, count - 1);
    }
  }

  private boolean known(Message hello) {
    return hello.kind() == Message.Kind.HELLO
        && hello.field("version").equals(VERSION)
        && MessageDigest.isEqual(
            hello.field("token").getBytes(StandardCharsets.UTF_8),
            token.getBytes(StandardCharsets.UTF_8));
  }

  private void add(Participant participant) {
    lock.lock();
    try {
      waiting.removeIf(Participant::isLost);
      waiting.add(participant);
      joined.signalAll();
    } finally {
      lock.unlock();
    }
    LOG.info("{} has joined", participant);
  }

  /**
   * Takes participants that wait. Returns as soon as there are as many as wanted, and after the
   * time limit those that are there.
   *
   * @param wanted the largest number
   * @param deadline in terms of {@link System#nanoTime}
   */
  List<Participant> take(Role role, int wanted, long deadline) {
    lock.lock();
    try {
      while (count(role) < wanted && deadline - System.nanoTime() > 0) {
        joined.awaitNanos(deadline - System.nanoTime());
      }
      List<Participant> taken = new ArrayList<>();
      for (Iterator<Participant> all = waiting.iterator(); all.hasNext(); ) {
        Participant participant = all.next();
        if (participant.role() == role && taken.size() < wanted) {
          taken.add(participant);
          all.remove();
        }
      }
      return taken;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for participants", interrupted);
    } finally {
      lock.unlock();
    }
  }

  private long count(Role role) {
    waiting.removeIf(Participant::isLost);
    return waiting.stream().filter(participant -> participant.role() == role).count();
  }

  /** Ends the participants that wait. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failure) {
      LOG.warn("Cannot close the rendezvous", failure);
    }
    greetings.close();
    lock.lock();
    try {
      waiting.forEach(Participant::close);
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }
}
