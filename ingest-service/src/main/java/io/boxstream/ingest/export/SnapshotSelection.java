package io.boxstream.ingest.export;

import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/**
 * The images of a snapshot with the labels that they had then. The document is read as a stream
 * into a map on disk, because it may be larger than the memory.
 */
final class SnapshotSelection implements Selection {

  private final MVMap<String, byte[]> entries;
  private final ImageFilter filter;

  private SnapshotSelection(MVMap<String, byte[]> entries, ImageFilter filter) {
    this.entries = entries;
    this.filter = filter;
  }

  /**
   * Reads a snapshot.
   *
   * @param document its JSON form
   * @throws IOException if it is not a snapshot
   */
  static SnapshotSelection read(Path document, ImageFilter filter, ExportWorkspace workspace)
      throws IOException {
    MVMap<String, byte[]> entries = workspace.store().openMap("snapshot");
    SnapshotDocument.read(
        document, image -> entries.put(image.id(), SnapshotDocument.write(image)));
    return new SnapshotSelection(entries, filter);
  }

  @Override
  public Optional<Labels> of(CatalogImage image) {
    return Optional.ofNullable(entries.get(image.id())).flatMap(this::selected);
  }

  @Override
  public Stream<String> expected() {
    return entries.entrySet().stream()
        .filter(entry -> selected(entry.getValue()).isPresent())
        .map(Map.Entry::getKey);
  }

  private Optional<Labels> selected(byte[] json) {
    SnapshotDocument.Image entry = SnapshotDocument.parse(json);
    boolean matches =
        filter.split().map(split -> split == entry.split()).orElse(true)
            && (!filter.withoutBoxes() || entry.boxes().isEmpty())
            && filter
                .label()
                .map(label -> entry.boxes().stream().anyMatch(box -> box.label().equals(label)))
                .orElse(true);
    return matches ? Optional.of(new Labels(entry.split(), entry.boxes())) : Optional.empty();
  }
}
