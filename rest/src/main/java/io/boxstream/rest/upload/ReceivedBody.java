package io.boxstream.rest.upload;

import io.netty.buffer.ByteBufInputStream;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The body of a request, which is complete: reading it waits for the disk at most. */
public final class ReceivedBody extends InputStream {
  private final Optional<Path> file;
  private InputStream content;

  private ReceivedBody(Optional<Path> file, InputStream content) {
    this.file = file;
    this.content = content;
  }

  static ReceivedBody inMemory(Buffer bytes) {
    return new ReceivedBody(Optional.empty(), new ByteBufInputStream(bytes.getByteBuf()));
  }

  static ReceivedBody inFile(Path file) {
    return new ReceivedBody(Optional.of(file), null);
  }

  /**
   * The file that has the whole body. It is deleted after the answer and may be moved before. Empty
   * if the body is in memory or the stream is not that of a body.
   */
  public static Optional<Path> file(InputStream body) {
    return body instanceof ReceivedBody received ? received.file : Optional.empty();
  }

  @Override
  public int read() throws IOException {
    return content().read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return content().read(bytes, offset, length);
  }

  @Override
  public int available() throws IOException {
    return content().available();
  }

  @Override
  public void close() throws IOException {
    if (content != null) {
      content.close();
    }
  }

  /** The file is opened by the thread that reads it. */
  private InputStream content() throws IOException {
    if (content == null) {
      content = new BufferedInputStream(Files.newInputStream(file.orElseThrow()));
    }
    return content;
  }
}
