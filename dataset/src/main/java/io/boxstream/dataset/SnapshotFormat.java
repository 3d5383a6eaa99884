package io.boxstream.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.boxstream.events.EventMappers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads and writes the JSON form of a snapshot: {@code {"version": 1, "offsets": {"0": 17},
 * "images": [...]}}, with fields and entries in this order. Streams the entries, one in memory at a
 * time.
 */
final class SnapshotFormat {
  private static final int VERSION = 1;
  private static final String VERSION_FIELD = "version";
  private static final String OFFSETS_FIELD = "offsets";
  private static final String IMAGES_FIELD = "images";
  private static final ObjectMapper MAPPER = EventMappers.json();

  /** Allows trailing tokens, because entries follow each other. */
  private static final ObjectReader ENTRY =
      MAPPER.readerFor(SnapshotEntry.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SnapshotFormat() {}

  static void write(DataSetSnapshot snapshot, OutputStream out) {
    try (JsonGenerator json = factory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setCodec(MAPPER);
      json.writeStartObject();
      json.writeNumberField(VERSION_FIELD, VERSION);
      json.writeObjectFieldStart(OFFSETS_FIELD);
      for (Map.Entry<Integer, Long> offset : snapshot.offsets().entrySet()) {
        json.writeNumberField(offset.getKey().toString(), offset.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart(IMAGES_FIELD);
      for (SnapshotEntry entry : snapshot.entries()) {
        json.writeObject(entry);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException failure) {
      throw new UncheckedIOException("The snapshot was not written", failure);
    }
  }

  static DataSetSnapshot read(InputStream in) {
    List<SnapshotEntry> entries = new ArrayList<>();
    Map<Integer, Long> offsets = read(in, entries::add);
    try {
      return DataSetSnapshot.of(offsets, entries);
    } catch (IllegalArgumentException failure) {
      throw new MalformedSnapshotException("Not a snapshot: " + failure.getMessage(), failure);
    }
  }

  /**
   * Passes each entry to an action.
   *
   * @return the offsets
   * @throws MalformedSnapshotException if it is not a snapshot; entries may have been passed
   */
  static Map<Integer, Long> read(InputStream in, Consumer<SnapshotEntry> action) {
    try (JsonParser json = factory().createParser(in)) {
      json.setCodec(MAPPER);
      expect(json.nextToken() == JsonToken.START_OBJECT, "an object");
      expect(VERSION_FIELD.equals(json.nextFieldName()), VERSION_FIELD);
      expect(json.nextIntValue(-1) == VERSION, "version " + VERSION);
      expect(OFFSETS_FIELD.equals(json.nextFieldName()), OFFSETS_FIELD);
      Map<Integer, Long> offsets = readOffsets(json);
      expect(IMAGES_FIELD.equals(json.nextFieldName()), IMAGES_FIELD);
      readEntries(json, action);
      expect(json.nextToken() == JsonToken.END_OBJECT, "the end");
      expect(json.nextToken() == null, "nothing after the end");
      return offsets;
    } catch (IOException | IllegalArgumentException failure) {
      throw new MalformedSnapshotException("Not a snapshot: " + failure.getMessage(), failure);
    }
  }

  private static Map<Integer, Long> readOffsets(JsonParser json) throws IOException {
    expect(json.nextToken() == JsonToken.START_OBJECT, "offsets by partition");
    Map<Integer, Long> offsets = new TreeMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      int partition = Integer.parseInt(json.currentName());
      expect(json.nextToken() == JsonToken.VALUE_NUMBER_INT, "an offset");
      offsets.put(partition, json.getLongValue());
    }
    return offsets;
  }

  private static void readEntries(JsonParser json, Consumer<SnapshotEntry> action)
      throws IOException {
    expect(json.nextToken() == JsonToken.START_ARRAY, "a list of images");
    SharedLabels labels = new SharedLabels();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      SnapshotEntry entry = ENTRY.readValue(json);
      action.accept(labels.in(entry));
    }
    expect(json.currentToken() == JsonToken.END_ARRAY, "the end of the images");
  }

  private static JsonFactory factory() {
    return MAPPER.getFactory();
  }

  private static void expect(boolean condition, String what) {
    if (!condition) {
      throw new MalformedSnapshotException("Not a snapshot: expected " + what, null);
    }
  }
}
