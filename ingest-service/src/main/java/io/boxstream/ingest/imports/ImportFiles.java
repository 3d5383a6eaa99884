package io.boxstream.ingest.imports;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.boxstream.events.EventMappers;
import io.boxstream.ingest.archive.ArchiveLimits;
import io.boxstream.ingest.archive.TarConversion;
import io.boxstream.ingest.disk.DiskFullException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of imports: the status of each import, and the archive and the journal while it is
 * running. The status file is written after the archive is complete, so a folder without it is an
 * aborted upload.
 */
final class ImportFiles {

  private static final Logger LOG = System.getLogger(ImportFiles.class.getName());
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
  private static final int BUFFER = 64 * 1024;

  private final Path root;
  private final ObjectMapper mapper = EventMappers.json();
  // Status files of earlier releases lack some fields, those of later ones have others.
  private final ObjectReader statusReader =
      mapper
          .readerFor(ImportStatus.class)
          .without(
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final Set<Path> unreadable = ConcurrentHashMap.newKeySet();

  ImportFiles(Path root) {
    this.root = root;
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory(String id) {
    return root.resolve(id);
  }

  Path archive(String id) {
    return directory(id).resolve("archive.zip");
  }

  Path journal(String id) {
    return directory(id).resolve("journal.jsonl");
  }

  /**
   * Takes an archive: moves its file here, or writes it. A tar becomes a zip on the way.
   *
   * @param limit maximum number of bytes of the upload
   * @param limits limits of the content of a tar; those of a zip are checked later
   * @throws ArchiveTooLongException if it exceeds the limit
   * @throws io.boxstream.ingest.archive.UnusableArchiveException if a tar cannot be used
   * @throws DiskFullException if there is no space for it
   */
  void receive(String id, Upload upload, long limit, ArchiveLimits limits) {
    try {
      write(id, upload, limit, limits);
    } catch (IOException e) {
      throw DiskFullException.orElseUnchecked(e, root);
    } catch (UncheckedIOException e) {
      throw DiskFullException.orElseUnchecked(e.getCause(), root);
    }
  }

  private void write(String id, Upload upload, long limit, ArchiveLimits limits)
      throws IOException {
    Files.createDirectories(directory(id));
    UploadStream body = new UploadStream(upload.content(), limit);
    byte[] head = body.readNBytes(TarConversion.HEAD);
    if (upload.file().isPresent() && !TarConversion.handles(head)) {
      move(upload.file().get(), archive(id), limit);
      return;
    }
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), body);
    try (OutputStream out = Files.newOutputStream(archive(id))) {
      if (TarConversion.handles(head)) {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER);
        new TarConversion(limits).convert(head, whole, buffered);
        buffered.flush();
      } else {
        copy(whole, out);
      }
    }
  }

  private static void move(Path from, Path to, long limit) throws IOException {
    if (Files.size(from) > limit) {
      throw new ArchiveTooLongException(limit);
    }
    Files.move(from, to);
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
    }
  }

  void writeStatus(ImportStatus status) {
    Path file = statusFile(status.id());
    Path partial = file.resolveSibling("status.partial");
    try {
      Files.createDirectories(directory(status.id()));
      Files.write(partial, mapper.writeValueAsBytes(status));
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw DiskFullException.orElseUnchecked(e, root);
    }
  }

  /** Records that an import is to end early; survives a kill of the process. */
  void markCancelled(String id, String by) {
    try {
      Files.writeString(cancellation(id), by);
    } catch (IOException e) {
      throw DiskFullException.orElseUnchecked(e, root);
    }
  }

  /** Who has cancelled an import that has not ended: empty text if unknown, empty if nobody. */
  Optional<String> cancelledBy(String id) {
    try {
      return Files.exists(cancellation(id))
          ? Optional.of(Files.readString(cancellation(id)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path cancellation(String id) {
    return directory(id).resolve("cancelled");
  }

  Optional<ImportStatus> readStatus(String id) {
    if (!ID.matcher(id).matches() || !Files.exists(statusFile(id))) {
      return Optional.empty();
    }
    try {
      return Optional.of(statusReader.readValue(Files.readAllBytes(statusFile(id))));
    } catch (IOException e) {
      throw new UncheckedIOException(statusFile(id) + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Every import with a status that can be read, oldest first. The others are left as they are. */
  List<ImportStatus> statuses() {
    return folders().stream()
        .filter(folder -> Files.exists(folder.resolve("status.json")))
        .sorted(Comparator.comparing(ImportFiles::age))
        .flatMap(this::status)
        .toList();
  }

  /** The status of a folder; empty if it was removed meanwhile, or cannot be read. */
  private Stream<ImportStatus> status(Path folder) {
    Instant written = age(folder).toInstant();
    try {
      return readStatus(folder.getFileName().toString()).stream()
          .map(status -> status.startedBefore(written));
    } catch (UncheckedIOException e) {
      if (unreadable.add(folder)) {
        LOG.log(
            Level.ERROR,
            "This import is left as it is. Start the release that wrote it, or remove its folder"
                + " and send the archive again: {0}",
            e.getMessage());
      }
      return Stream.empty();
    }
  }

  /** Removes the files of aborted uploads. */
  void removeBrokenUploads() {
    folders().stream()
        .filter(folder -> !Files.exists(folder.resolve("status.json")))
        .forEach(folder -> remove(folder.getFileName().toString()));
  }

  /** Removes all files of an import except its status. */
  void removeWork(String id) {
    try (Stream<Path> files = Files.list(directory(id))) {
      files.filter(file -> !file.equals(statusFile(id))).forEach(ImportFiles::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes all files of an import. */
  void remove(String id) {
    if (!Files.exists(directory(id))) {
      return;
    }
    try (Stream<Path> files = Files.list(directory(id))) {
      files.forEach(ImportFiles::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    delete(directory(id));
  }

  private Path statusFile(String id) {
    return directory(id).resolve("status.json");
  }

  private List<Path> folders() {
    try (Stream<Path> children = Files.list(root)) {
      return children
          .filter(child -> ID.matcher(child.getFileName().toString()).matches())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime age(Path folder) {
    try {
      return Files.getLastModifiedTime(folder.resolve("status.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
