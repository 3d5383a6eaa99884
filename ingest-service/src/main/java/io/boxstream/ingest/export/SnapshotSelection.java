package io.boxstream.ingest.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.boxstream.events.EventMappers;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/**
 * The images of a snapshot with the labels that they had then. The document is read as a stream
 * into a map on disk, because it may be larger than the memory.
 */
final class SnapshotSelection implements Selection {

  private static final ObjectMapper MAPPER = EventMappers.json();
  private static final ObjectReader ENTRY =
      MAPPER.readerFor(Entry.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final MVMap<String, byte[]> entries;
  private final ImageFilter filter;

  private SnapshotSelection(MVMap<String, byte[]> entries, ImageFilter filter) {
    this.entries = entries;
    this.filter = filter;
  }

  /** An image in the document. */
  private record Entry(
      String id,
      Split split,
      int width,
      int height,
      List<LabelledBox> boxes,
      Optional<Boolean> heldOut) {}

  /**
   * Reads a snapshot.
   *
   * @param document its JSON form
   * @throws IOException if it is not a snapshot
   */
  static SnapshotSelection read(Path document, ImageFilter filter, ExportWorkspace workspace)
      throws IOException {
    MVMap<String, byte[]> entries = workspace.store().openMap("snapshot");
    try (JsonParser json = MAPPER.getFactory().createParser(document.toFile())) {
      while (json.nextToken() != null && !isStartOfImages(json)) {
        // version and offsets are of no interest
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        Entry entry = ENTRY.readValue(json);
        entries.put(entry.id(), MAPPER.writeValueAsBytes(entry));
      }
      if (json.currentToken() != JsonToken.END_ARRAY) {
        throw new IOException("the snapshot has no array \"images\"");
      }
    }
    return new SnapshotSelection(entries, filter);
  }

  private static boolean isStartOfImages(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.START_ARRAY && "images".equals(json.currentName());
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
    Entry entry;
    try {
      entry = ENTRY.readValue(json);
    } catch (IOException e) {
      throw new UncheckedIOException(new String(json, UTF_8), e);
    }
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
