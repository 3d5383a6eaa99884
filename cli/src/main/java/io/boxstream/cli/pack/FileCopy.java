package io.boxstream.cli.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongConsumer;

/** Copies files, and counts their bytes together. */
final class FileCopy {

  private static final int BUFFER = 1 << 16;

  private final byte[] buffer = new byte[BUFFER];
  private final OutputStream out;
  private final LongConsumer progress;
  private long copied;

  FileCopy(OutputStream out, LongConsumer progress) {
    this.out = Objects.requireNonNull(out, "out");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  void copy(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        copied += count;
        progress.accept(copied);
      }
    }
  }
}
