package io.boxstream.ingest.rename;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventMappers;
import io.boxstream.ingest.disk.DiskFullException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of renames: the status of each, and while it runs a journal of the images that it is
 * about to change. A status survives a crash of the process, and so does a line of the journal.
 */
final class RenameFiles {

  private static final Logger LOG = System.getLogger(RenameFiles.class.getName());
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
  private static final Pattern LINE = Pattern.compile("(?<id>\\S+) (?<boxes>\\d+)");
  private static final String STATUS = ".json";

  // A later release may have written more fields.
  private final ObjectMapper mapper =
      EventMappers.json().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final Path root;

  RenameFiles(Path root) {
    this.root = root;
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw DiskFullException.orElseUnchecked(e, root);
    }
  }

  void write(ClassRename rename) {
    Path file = root.resolve(rename.id() + STATUS);
    Path partial = root.resolve(rename.id() + ".partial");
    try {
      Files.write(partial, mapper.writeValueAsBytes(rename));
      move(partial, file);
    } catch (IOException e) {
      throw DiskFullException.orElseUnchecked(e, root);
    }
  }

  Optional<ClassRename> read(String id) {
    // Before the id becomes a path.
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    Path file = root.resolve(id + STATUS);
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /** Every rename that has not ended, oldest first; without those that cannot be read. */
  List<ClassRename> running() {
    try (Stream<Path> files = Files.list(root)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(STATUS))
          .flatMap(this::readable)
          .filter(rename -> rename.state() == ClassRename.State.RUNNING)
          .sorted(Comparator.comparing(ClassRename::startedAt))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes that the labels of an image are about to be changed. */
  void begin(String id, String imageId, long boxes) {
    try {
      Files.writeString(
          journal(id),
          imageId + " " + boxes + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw DiskFullException.orElseUnchecked(e, root);
    }
  }

  /**
   * Counts the images of an interrupted rename.
   *
   * @param renamed whether the change of an image that was begun has happened; the lines of the
   *     others are removed, because the image is begun again
   */
  RenameCounts resume(String id, Predicate<String> renamed) {
    RenameCounts counts = new RenameCounts();
    Path journal = journal(id);
    if (!Files.exists(journal)) {
      return counts;
    }
    Path rewritten = root.resolve(id + ".rewritten");
    try {
      try (BufferedReader lines = Files.newBufferedReader(journal, StandardCharsets.UTF_8);
          var out = Files.newBufferedWriter(rewritten, StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          var parts = LINE.matcher(line);
          if (parts.matches() && renamed.test(parts.group("id"))) {
            counts.renamed(Long.parseLong(parts.group("boxes")));
            out.write(line + "\n");
          }
        }
      }
      move(rewritten, journal);
      return counts;
    } catch (IOException e) {
      throw DiskFullException.orElseUnchecked(e, root);
    }
  }

  void removeJournal(String id) {
    try {
      Files.deleteIfExists(journal(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path journal(String id) {
    return root.resolve(id + ".journal");
  }

  private Stream<ClassRename> readable(Path file) {
    try {
      return Stream.of(read(file));
    } catch (UncheckedIOException e) {
      LOG.log(
          Level.ERROR,
          "This rename is left as it is. Start the release that wrote it, or remove the file and"
              + " ask for the rename again: {0}",
          e.getMessage());
      return Stream.empty();
    }
  }

  private ClassRename read(Path file) {
    try {
      return mapper.readValue(Files.readAllBytes(file), ClassRename.class);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
