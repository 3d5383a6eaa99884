package io.boxstream.ingest.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.boxstream.events.EventMappers;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The document of a snapshot, read as a stream because it may be larger than the memory. */
public final class SnapshotDocument {

  private static final ObjectMapper MAPPER = EventMappers.json();
  private static final ObjectReader IMAGE =
      MAPPER.readerFor(Image.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SnapshotDocument() {}

  /** An image in the document. */
  public record Image(
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
   * @param images receives each image
   * @throws IOException if it is not a snapshot
   */
  public static void read(Path document, Consumer<Image> images) throws IOException {
    try (JsonParser json = MAPPER.getFactory().createParser(document.toFile())) {
      while (json.nextToken() != null && !isStartOfImages(json)) {
        // version and offsets are of no interest
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        images.accept(IMAGE.readValue(json));
      }
      if (json.currentToken() != JsonToken.END_ARRAY) {
        throw new IOException("the snapshot has no array \"images\"");
      }
    }
  }

  static byte[] write(Image image) {
    try {
      return MAPPER.writeValueAsBytes(image);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Image parse(byte[] json) {
    try {
      return IMAGE.readValue(json);
    } catch (IOException e) {
      throw new UncheckedIOException(new String(json, UTF_8), e);
    }
  }

  private static boolean isStartOfImages(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.START_ARRAY && "images".equals(json.currentName());
  }
}
