package io.boxstream.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesTest {

  @Test
  void sendsTheBytesOfEachFileUnderItsName(@TempDir Path folder) throws IOException {
    // Given
    Path jpeg = Files.write(folder.resolve("a photo.jpg"), new byte[] {(byte) 0xFF, (byte) 0xD8});
    Path png = Files.write(folder.resolve("b.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

    // When
    try (ImageFiles reader = new ImageFiles()) {
      reader.configure(Map.of("topic", "detection-requests"));
      String lines = jpeg + "\n\n" + png + "\n";
      reader
          .readRecords(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)))
          .forEachRemaining(records::add);
    }

    // Then
    assertThat(records).extracting(ProducerRecord::topic).containsOnly("detection-requests");
    assertThat(records)
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .containsExactly("a photo.jpg", "b.png");
    assertThat(records.get(0).value()).isEqualTo(Files.readAllBytes(jpeg));
  }
}
