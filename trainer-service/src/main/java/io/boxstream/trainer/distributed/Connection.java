package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages over a socket. Both sides send beats, so that a side that hears nothing for the time of
 * silence knows that the other is lost. Several threads may send, one may receive.
 */
final class Connection implements AutoCloseable {

  private static final int MAX_FIELDS = 64;

  /** Of a side that may be anybody: less memory than a stranger could fill. */
  private static final int MAX_FIELDS_AT_FIRST = 8;

  private static final int MAX_PAYLOAD = 256 << 20;
  private static final int BEATS_IN_SILENCE = 5;

  /** Milliseconds; the other side may be told another time of silence. */
  private static final long LONGEST_BETWEEN_BEATS = 1000;

  private final Socket socket;
  private final Duration silence;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final Lock sending = new ReentrantLock();
  private volatile boolean closed;

  /**
   * @param socket closed with the connection
   * @param silence after which the other side is lost
   */
  Connection(Socket socket, Duration silence) throws IOException {
    this.socket = requireNonNull(socket, "socket");
    this.silence = requireNonNull(silence, "silence");
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
  }

  /** Sends beats until the connection is closed. */
  void startBeats() {
    Thread thread = new Thread(this::beat, "beats");
    thread.setDaemon(true);
    thread.start();
  }

  private void beat() {
    try {
      while (!closed) {
        Thread.sleep(Math.min(LONGEST_BETWEEN_BEATS, silence.toMillis() / BEATS_IN_SILENCE));
        send(Message.of(Message.Kind.BEAT));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException lost) {
      // The side that receives finds out and says so.
      close();
    }
  }

  /** Sends a message; waits until the operating system has taken it. */
  void send(Message message) throws IOException {
    sending.lock();
    try {
      out.writeUTF(message.kind().name());
      out.writeInt(message.fields().size());
      for (Map.Entry<String, String> field : message.fields().entrySet()) {
        out.writeUTF(field.getKey());
        out.writeUTF(field.getValue());
      }
      out.writeInt(message.payload().length);
      out.write(message.payload());
      out.flush();
    } finally {
      sending.unlock();
    }
  }

  /**
   * Waits for the next message that is not a beat.
   *
   * @throws java.net.SocketTimeoutException if nothing came for the time of silence
   * @throws IOException if the connection ended, or the other side does not know the protocol
   */
  Message receive() throws IOException {
    return receive(MAX_FIELDS, MAX_PAYLOAD);
  }

  /** Waits for the first message, from a side that may be anybody. */
  Message receiveFirst() throws IOException {
    return receive(MAX_FIELDS_AT_FIRST, RefusedImages.MAX_BYTES);
  }

  private Message receive(int maxFields, int maxPayload) throws IOException {
    while (true) {
      Message message = read(maxFields, maxPayload);
      if (message.kind() != Message.Kind.BEAT) {
        return message;
      }
    }
  }

  private Message read(int maxFields, int maxPayload) throws IOException {
    Message.Kind kind;
    String name = in.readUTF();
    try {
      kind = Message.Kind.valueOf(name);
    } catch (IllegalArgumentException unknown) {
      throw new IOException("not a message", unknown);
    }
    int count = in.readInt();
    if (count < 0 || count > maxFields) {
      throw new IOException(kind + " with " + count + " fields");
    }
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < count; i++) {
      fields.put(in.readUTF(), in.readUTF());
    }
    int length = in.readInt();
    if (length < 0 || length > maxPayload) {
      throw new IOException(kind + " with " + length + " bytes");
    }
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new IOException("the connection ended within a message");
    }
    return new Message(kind, fields, payload);
  }

  /** The address of this side. */
  InetAddress localAddress() {
    return socket.getLocalAddress();
  }

  /** The address of the other side, for people. */
  String remote() {
    return socket.getRemoteSocketAddress().toString().replaceFirst("^.*/", "");
  }

  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException ignored) {
      // Nothing is left to be saved.
    }
  }
}
