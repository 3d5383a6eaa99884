package io.boxstream.events.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.boxstream.events.CloudEventHeaders;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventType;
import io.boxstream.events.MalformedEventException;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;

/** CBOR and JSON of every event. The first byte selects the event, the others are the value. */
@Tag("fuzz")
class EventFuzzTest {

  private static final EventCodec CODEC = EventCodec.forService("fuzz");
  private static final EventType[] TYPES = EventType.values();

  @FuzzTest(maxDuration = "1m")
  void readsOrRefuses(byte[] input) {
    if (input.length == 0) {
      return;
    }
    EventType type = TYPES[(input[0] & 0xFF) % TYPES.length];
    byte[] value = Arrays.copyOfRange(input, 1, input.length);
    try {
      CODEC.fromRecord(record(type, value), type.eventClass());
    } catch (MalformedEventException refused) {
      // What becomes a dead letter.
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(EventType type, byte[] value) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(type.topic(), 0, 0, "key".getBytes(UTF_8), value);
    header(record, CloudEventHeaders.ID, "1");
    header(record, CloudEventHeaders.SOURCE, "/fuzz");
    header(record, CloudEventHeaders.TYPE, type.typeName());
    header(record, CloudEventHeaders.SPEC_VERSION, "1.0");
    header(record, CloudEventHeaders.TIME, Instant.EPOCH.toString());
    header(record, CloudEventHeaders.CONTENT_TYPE, type.format().mediaType());
    return record;
  }

  private static void header(ConsumerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }
}
