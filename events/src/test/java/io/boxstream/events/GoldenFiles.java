package io.boxstream.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The golden files in the test resources. */
final class GoldenFiles {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private GoldenFiles() {}

  /** Names of all JSON files as {@code <type>/<file without ending>}. */
  static List<String> names() {
    try {
      Path root = Path.of(GoldenFiles.class.getResource("/golden").toURI());
      try (Stream<Path> files = Files.walk(root)) {
        return files
            .map(file -> root.relativize(file).toString())
            .filter(name -> name.endsWith(".json"))
            .map(name -> name.substring(0, name.length() - ".json".length()))
            .sorted()
            .toList();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (URISyntaxException failure) {
      throw new IllegalStateException(failure);
    }
  }

  static EventType typeOf(String name) {
    return EventType.named(typeNameOf(name)).orElseThrow();
  }

  /** The {@code ce_type} of the version that a file shows. */
  static String typeNameOf(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  /** A record with this event, as it lies on the log. */
  static ConsumerRecord<byte[], byte[]> record(String name) {
    EventType type = typeOf(name);
    return Records.event(type, typeNameOf(name), value(name));
  }

  static JsonNode json(String name) {
    return tree(bytes("/golden/" + name + ".json"));
  }

  /** The value of a record with this event, as it lies on the log. */
  static byte[] value(String name) {
    return switch (typeOf(name).format()) {
      case JSON -> bytes("/golden/" + name + ".json");
      case CBOR -> bytes("/golden/" + name + ".cbor");
    };
  }

  static JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static byte[] bytes(String resource) {
    try (InputStream in = GoldenFiles.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
