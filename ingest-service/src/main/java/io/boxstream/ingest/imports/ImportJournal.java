package io.boxstream.ingest.imports;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventMappers;
import io.boxstream.ingest.disk.DiskFullException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The results of an import's items, one per line, so that an interrupted import resumes at its
 * position with correct counts. An incomplete line, after a kill or on a full disk, is ignored.
 */
final class ImportJournal implements AutoCloseable {

  // A later release may have written more fields.
  private final ObjectMapper mapper =
      EventMappers.json().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final Path file;
  private final FileChannel channel;

  private ImportJournal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a journal, and creates it if it does not exist. Passes the existing entries to the reader
   * first.
   *
   * @throws DiskFullException if there is no space for it
   * @throws UncheckedIOException if it has a whole line that is not an entry
   */
  static ImportJournal open(Path file, Consumer<JournalEntry> reader) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      ImportJournal journal = new ImportJournal(file, channel);
      try {
        channel.position(channel.size());
        journal.read(reader);
        // The last line may be incomplete, so the next entry starts on a new line.
        journal.append("\n");
        return journal;
      } catch (IOException | RuntimeException e) {
        journal.close();
        throw e;
      }
    } catch (IOException e) {
      throw DiskFullException.orElseUnchecked(e, directory(file));
    }
  }

  /**
   * Writes an entry. After the call the entry survives a crash of the process, but not of the
   * machine.
   *
   * @throws DiskFullException if the disk is full; the journal is then unchanged
   */
  synchronized void write(JournalEntry entry) {
    try {
      append(mapper.writeValueAsString(entry) + "\n");
    } catch (IOException e) {
      throw DiskFullException.orElseUnchecked(e, directory(file));
    }
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(String text) throws IOException {
    long start = channel.position();
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      truncate(start, e);
      throw e;
    }
  }

  /** Removes an incomplete line, so that the next entry is not appended to it. */
  private void truncate(long size, IOException failure) {
    try {
      channel.truncate(size);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void read(Consumer<JournalEntry> reader) throws IOException {
    // Unlike that of Files, this reader passes a line that ends within a character.
    try (InputStream bytes = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty()) {
          readLine(line, reader);
        }
      }
    }
  }

  private void readLine(String line, Consumer<JournalEntry> reader) {
    JournalEntry entry;
    try {
      entry = mapper.readValue(line, JournalEntry.class);
    } catch (JsonProcessingException e) {
      if (isCutOff(e)) {
        return;
      }
      throw new UncheckedIOException(
          file
              + " has a line that this release does not know, perhaps of a later one; send the"
              + " archive again: "
              + e.getOriginalMessage(),
          e);
    }
    reader.accept(entry);
  }

  /** Whether a line is no JSON: the end of it is missing. */
  private static boolean isCutOff(Throwable failure) {
    return failure instanceof JsonParseException
        || (failure.getCause() != null && isCutOff(failure.getCause()));
  }

  private static Path directory(Path file) {
    return file.toAbsolutePath().getParent();
  }
}
