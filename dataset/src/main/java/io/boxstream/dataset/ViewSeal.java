package io.boxstream.dataset;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventMappers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a view that is closed leaves for its next opening: that each image of the index has its file
 * and no other files are there, and the counts. An opening that finds it so need not look at each
 * image.
 *
 * <p>It is valid for one opening, while the machine has not been started again (files that were
 * never forced to the disk survive the process, but not the machine), and while nothing has been
 * added to or removed from the folders. A file that is changed in place is found when it is read.
 */
final class ViewSeal {
  private static final Logger LOG = LoggerFactory.getLogger(ViewSeal.class);
  private static final ObjectMapper MAPPER = EventMappers.json();
  private static final String SEAL = "seal";

  private final DataSetIndex index;
  private final ImageFiles files;
  private final Supplier<Optional<String>> boot;

  /**
   * @param boot identifies the start of the machine; empty if it is unknown, then nothing is valid
   */
  ViewSeal(DataSetIndex index, ImageFiles files, Supplier<Optional<String>> boot) {
    this.index = requireNonNull(index, "index");
    this.files = requireNonNull(files, "files");
    this.boot = requireNonNull(boot, "boot");
  }

  /**
   * The content of a seal.
   *
   * @param boot the start of the machine
   * @param revision of the view: a release without seals may have changed it since
   * @param folders a digest of the folders with images
   * @param counts of the images and boxes
   */
  record Content(String boot, long revision, String folders, DataSetCounts counts) {}

  /** Leaves it. The view must not change afterwards. */
  void put(long revision, DataSetCounts counts) {
    Optional<String> machine = boot.get();
    if (machine.isEmpty()) {
      return;
    }
    try {
      Content content = new Content(machine.get(), revision, files.folders(), counts);
      index.property(SEAL, MAPPER.writeValueAsString(content));
      index.commit();
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (IOException | DataSetStorageException failure) {
      LOG.warn("The next start looks at each image: {}", failure.getMessage());
    }
  }

  /** Takes it away. Returns the counts if it is valid. */
  Optional<DataSetCounts> take(long revision) throws IOException {
    Optional<Content> content = index.property(SEAL).flatMap(ViewSeal::read);
    index.removeProperty(SEAL);
    index.commit();
    if (content.isEmpty()
        || content.get().revision() != revision
        || !boot.get().equals(Optional.of(content.get().boot()))
        || !files.folders().equals(content.get().folders())) {
      return Optional.empty();
    }
    return content.map(Content::counts);
  }

  private static Optional<Content> read(String text) {
    try {
      return Optional.of(MAPPER.readValue(text, Content.class));
    } catch (JsonProcessingException another) {
      return Optional.empty();
    }
  }
}
