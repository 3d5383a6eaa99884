package io.boxstream.ingest.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventMappers;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * What has become of the items of an import, line by line, so that a killed import goes on where it
 * was and its counts stay true. A last line that the kill has cut off is left out.
 */
final class ImportJournal implements AutoCloseable {

  private final ObjectMapper mapper = EventMappers.json();
  private final Path file;
  private final BufferedWriter writer;

  private ImportJournal(Path file, BufferedWriter writer) {
    this.file = file;
    this.writer = writer;
  }

  /** Opens a journal, and makes it where there is none; what is in it goes to the reader first. */
  static ImportJournal open(Path file, Consumer<JournalEntry> reader) {
    try {
      BufferedWriter writer =
          Files.newBufferedWriter(
              file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      ImportJournal journal = new ImportJournal(file, writer);
      journal.read(reader);
      // Whatever the last line is, the next one begins anew.
      writer.newLine();
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a line; it survives the process, not the machine, when this returns. */
  synchronized void write(JournalEntry entry) {
    try {
      writer.write(mapper.writeValueAsString(entry));
      writer.newLine();
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Consumer<JournalEntry> reader) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
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
    } catch (JsonProcessingException cutOff) {
      return;
    }
    reader.accept(entry);
  }
}
