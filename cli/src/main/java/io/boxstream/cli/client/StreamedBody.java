package io.boxstream.cli.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SubmissionPublisher;

/**
 * A body of any length that is written while it is sent, by a thread of its own. A failure of the
 * writer ends the request; the JDK's publisher of a stream would take it for the end of the body.
 */
public final class StreamedBody implements BodyPublisher {

  private static final int PIECE = 1 << 16;
  private static final int PIECES_AHEAD = 8;

  private final long length;
  private final Writer writer;

  /**
   * @param length in bytes; negative if unknown
   * @param writer writes the whole body
   */
  public StreamedBody(long length, Writer writer) {
    this.length = length;
    this.writer = Objects.requireNonNull(writer, "writer");
  }

  /** Writes a body. */
  @FunctionalInterface
  public interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    SubmissionPublisher<ByteBuffer> pieces =
        new SubmissionPublisher<>(ForkJoinPool.commonPool(), PIECES_AHEAD);
    pieces.subscribe(subscriber);
    Thread thread = new Thread(() -> write(pieces), "writer of a body");
    thread.setDaemon(true);
    thread.start();
  }

  private void write(SubmissionPublisher<ByteBuffer> pieces) {
    try {
      BufferedOutputStream out = new BufferedOutputStream(new Pieces(pieces), PIECE);
      writer.writeTo(out);
      out.flush();
      pieces.close();
    } catch (IOException e) {
      pieces.closeExceptionally(new UnreadableDataException(e));
    } catch (RuntimeException e) {
      pieces.closeExceptionally(e);
    }
  }

  /** Everything that is written goes to the connection, which may have ended. */
  private static final class Pieces extends OutputStream {

    private final SubmissionPublisher<ByteBuffer> pieces;

    Pieces(SubmissionPublisher<ByteBuffer> pieces) {
      this.pieces = pieces;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      if (!pieces.hasSubscribers()) {
        throw new IOException("the connection has ended");
      }
      pieces.submit(ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + count)));
    }

    /** The end of the body comes after the writer has returned. */
    @Override
    public void close() {}
  }
}
