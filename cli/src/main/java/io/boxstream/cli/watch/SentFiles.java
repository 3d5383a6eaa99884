package io.boxstream.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.boxstream.cli.watch.LabelledFile.Stamp;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which versions of which images were sent: a file with a line of JSON for each, so that nothing is
 * sent again after a restart. A line that was not written to its end is ignored.
 */
final class SentFiles implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FIELDS = 6;

  private final Map<String, LabelledFile> sent;
  private final BufferedWriter writer;

  private SentFiles(Map<String, LabelledFile> sent, BufferedWriter writer) {
    this.sent = sent;
    this.writer = writer;
  }

  /** Opens the file, or makes it; lines that later ones replace are removed. */
  static SentFiles open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Map<String, LabelledFile> sent = new HashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        read(line, sent);
      }
    }
    Path rewritten = file.resolveSibling(file.getFileName() + ".new");
    Files.write(rewritten, sent.values().stream().map(SentFiles::line).toList());
    Files.move(rewritten, file, StandardCopyOption.REPLACE_EXISTING);
    return new SentFiles(
        sent, Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
  }

  boolean has(LabelledFile pair) {
    return pair.equals(sent.get(pair.image().path()));
  }

  void add(LabelledFile pair) throws IOException {
    sent.put(pair.image().path(), pair);
    writer.write(line(pair));
    writer.newLine();
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static String line(LabelledFile pair) {
    ArrayNode fields = JsonNodeFactory.instance.arrayNode();
    for (Stamp stamp : List.of(pair.image(), pair.annotation())) {
      fields.add(stamp.path()).add(stamp.size()).add(stamp.modified());
    }
    return fields.toString();
  }

  private static void read(String line, Map<String, LabelledFile> sent) {
    try {
      JsonNode fields = JSON.readTree(line);
      if (fields.isArray() && fields.size() == FIELDS) {
        LabelledFile pair = new LabelledFile(stamp(fields, 0), stamp(fields, 3));
        sent.put(pair.image().path(), pair);
      }
    } catch (IOException e) {
      // Cut off when the process or the machine stopped: that image is sent again.
      return;
    }
  }

  private static Stamp stamp(JsonNode fields, int first) {
    return new Stamp(
        fields.get(first).asText(), fields.get(first + 1).asLong(), fields.get(first + 2).asLong());
  }
}
