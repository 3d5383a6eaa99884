package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests that are not runs yet, one file each. Safe for several threads. */
public final class RunRequestStore {

  private static final Logger LOG = LoggerFactory.getLogger(RunRequestStore.class);
  private static final String SUFFIX = ".json";

  private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
  private final Path directory;

  /**
   * @param directory where they lie; made when absent
   */
  public RunRequestStore(Path directory) {
    this.directory = requireNonNull(directory, "directory");
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot create " + directory, failure);
    }
  }

  /** Keeps a request; when this returns it is on the disk, whole. */
  public void save(RunRequest request) {
    Path file = file(request.id());
    Path partial = directory.resolve(request.id() + ".partial");
    try {
      Files.write(partial, json.writeValueAsBytes(request));
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot keep request " + file, failure);
    }
  }

  /** Forgets a request; that it is not there is no error. */
  public void remove(String id) {
    try {
      Files.deleteIfExists(file(id));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete request " + id, failure);
    }
  }

  /** All requests, the oldest first. A file that cannot be read is left where it is and logged. */
  public List<RunRequest> load() {
    List<RunRequest> requests = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      files.filter(file -> file.toString().endsWith(SUFFIX)).forEach(file -> read(file, requests));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + directory, failure);
    }
    requests.sort(Comparator.comparing(RunRequest::requestedAt).thenComparing(RunRequest::id));
    return requests;
  }

  private void read(Path file, List<RunRequest> requests) {
    try {
      requests.add(json.readValue(file.toFile(), RunRequest.class));
    } catch (IOException failure) {
      LOG.error("Cannot read the request {}, it is not trained: {}", file, failure.getMessage());
    }
  }

  private Path file(String id) {
    return directory.resolve(id + SUFFIX);
  }
}
