package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.pipeline.LabelledImage;
import java.io.IOException;
import java.net.InetAddress;
import java.util.function.IntFunction;

/** The coordinator's side of a participant. Receives what it says on a thread of its own. */
final class Participant implements AutoCloseable {

  private final Role role;
  private final Connection connection;
  private volatile Listener listener = Listener.NOBODY;
  private volatile IntFunction<LabelledImage> shard =
      index -> {
        throw new IllegalStateException("the worker has no images yet");
      };
  private volatile String loss = "";

  /**
   * @param connection closed with the participant
   */
  Participant(Role role, Connection connection) {
    this.role = requireNonNull(role, "role");
    this.connection = requireNonNull(connection, "connection");
  }

  /** Hears of what participants say. Called on their threads. */
  interface Listener {
    /** Nobody listens. */
    Listener NOBODY =
        new Listener() {
          @Override
          public void said(Participant participant, Message message) {}

          @Override
          public void failed(Participant participant, RuntimeException failure) {}
        };

    /** A message came. */
    void said(Participant participant, Message message);

    /** The participant is lost, or an image that it asked for cannot be read. */
    void failed(Participant participant, RuntimeException failure);
  }

  /** Starts to listen to it; may be called once. */
  void open() {
    connection.startBeats();
    Thread thread = new Thread(this::receive, "participant-" + connection.remote());
    thread.setDaemon(true);
    thread.start();
  }

  private void receive() {
    try {
      while (true) {
        Message message = connection.receive();
        if (message.kind() == Message.Kind.IMAGE) {
          answer(message);
        } else {
          listener.said(this, message);
        }
      }
    } catch (IOException ended) {
      lose(ended);
    }
  }

  private void answer(Message request) throws IOException {
    try {
      LabelledImage image = shard.apply(ImageRequests.index(request));
      connection.send(ImageRequests.answerTo(request, image));
    } catch (RuntimeException unreadable) {
      listener.failed(this, unreadable);
    }
  }

  private void lose(IOException reason) {
    loss = this + " is lost: " + reason;
    connection.close();
    listener.failed(this, new ParticipantLostException(role, loss));
  }

  /** Reports to a listener from now on; at once if the participant is lost already. */
  void listener(Listener next) {
    listener = next;
    if (isLost()) {
      next.failed(this, new ParticipantLostException(role, loss));
    }
  }

  /** Where a worker's images come from, by their index in its shard. */
  void shard(IntFunction<LabelledImage> images) {
    shard = images;
  }

  /**
   * Sends a message.
   *
   * @throws ParticipantLostException if it cannot be sent
   */
  void send(Message message) {
    try {
      connection.send(message);
    } catch (IOException lost) {
      lose(lost);
      throw new ParticipantLostException(role, loss);
    }
  }

  Connection connection() {
    return connection;
  }

  Role role() {
    return role;
  }

  boolean isLost() {
    return !loss.isEmpty();
  }

  /** The address at which the participant reaches this machine. */
  InetAddress coordinatorAddress() {
    return connection.localAddress();
  }

  /** Ends the participant, which ends itself with its connection. */
  @Override
  public void close() {
    connection.close();
  }

  @Override
  public String toString() {
    return role.text() + " " + connection.remote();
  }
}
