package io.boxstream.images.export;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that grows while a data set is written, in a temporary file. */
public final class Spool implements Closeable {

  private final Path file;
  private final Writer writer;
  private long parts;

  private Spool(Path file, Writer writer) {
    this.file = file;
    this.writer = writer;
  }

  /** Opens a spool in a temporary file. */
  public static Spool open(ExportFiles files) throws IOException {
    Path file = requireNonNull(files, "files").temporaryFile();
    return new Spool(file, Files.newBufferedWriter(file, StandardCharsets.UTF_8));
  }

  /** Appends a text. */
  public void append(String text) throws IOException {
    writer.write(text);
    parts++;
  }

  /** Whether nothing was appended yet. */
  public boolean isEmpty() {
    return parts == 0;
  }

  /** The file with everything that was appended so far. */
  public Path file() throws IOException {
    writer.flush();
    return file;
  }

  /** Copies everything that was appended so far. */
  public void copyTo(OutputStream out) throws IOException {
    Files.copy(file(), out);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
