package io.boxstream.local.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.tools.api.RecordReader;

/**
 * A reader for Kafka's console producer: each line names an image file, whose bytes become the
 * record's value and whose name becomes its key.
 */
public final class ImageFiles implements RecordReader {

  private String topic;

  @Override
  public void configure(Map<String, ?> settings) {
    topic = String.valueOf(settings.get("topic"));
  }

  @Override
  public Iterator<ProducerRecord<byte[], byte[]>> readRecords(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(line -> record(Path.of(line)))
        .iterator();
  }

  private ProducerRecord<byte[], byte[]> record(Path file) {
    try {
      byte[] image = Files.readAllBytes(file);
      String key = file.getFileName().toString();
      return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), image);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
