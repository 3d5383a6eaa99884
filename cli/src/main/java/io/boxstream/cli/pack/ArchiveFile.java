package io.boxstream.cli.pack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * An archive that is sent as it is. The service recognises its format.
 *
 * @param file the archive
 * @param bytes its length
 */
public record ArchiveFile(Path file, long bytes) implements DataSource {

  public ArchiveFile {
    Objects.requireNonNull(file, "file");
  }

  /** An archive on disk. */
  public static ArchiveFile of(Path file) throws IOException {
    return new ArchiveFile(file, Files.size(file));
  }

  @Override
  public long archiveBytes() {
    return bytes;
  }

  @Override
  public String mediaType() {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".zip")
        ? "application/zip"
        : "application/octet-stream";
  }

  @Override
  public void writeTo(OutputStream out, LongConsumer progress) throws IOException {
    new FileCopy(out, progress).copy(file);
  }
}
