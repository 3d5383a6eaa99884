package io.boxstream.artifacts.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The bytes of another stream, hashed on their way. Its reader may close it early; the other stream
 * is then read on by {@link #restHash}.
 */
final class HashedStream extends InputStream {
  private static final int BUFFER = 1 << 16;

  private final InputStream source;
  private final MessageDigest digest;
  private Optional<IOException> failure = Optional.empty();

  /**
   * @param source closed by the caller
   * @param digest of no bytes yet
   */
  HashedStream(InputStream source, MessageDigest digest) {
    this.source = new BufferedInputStream(source, BUFFER);
    this.digest = digest;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int read = source.read(buffer, offset, length);
      if (read > 0) {
        digest.update(buffer, offset, read);
      }
      return read;
    } catch (IOException broken) {
      failure = Optional.of(broken);
      throw broken;
    }
  }

  /**
   * Reads to the end.
   *
   * @return the hash of all bytes
   * @throws IOException if the stream breaks, or has broken before
   */
  String restHash() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(digest.digest());
  }
}
