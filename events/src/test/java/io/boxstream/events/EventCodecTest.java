package io.boxstream.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30.250Z");
  private static final String PROMOTED = "io.boxstream.model-promoted.v2/by-the-policy";
  private static final String ANNOTATED = "io.boxstream.annotated-image.v1/inline";

  private final EventCodec codec = new EventCodec(URI.create("/boxstream/test"), () -> "id-1");

  @Test
  void writesTheHeadersOfBinaryMode() {
    ProducerRecord<byte[], byte[]> record =
        codec.toRecord(Topics.PROMOTIONS, "detector", Exemplars.all().get(PROMOTED), NOW);

    assertThat(record.key()).isEqualTo("detector".getBytes(UTF_8));
    assertThat(record.timestamp()).isEqualTo(NOW.toEpochMilli());
    assertThat(record.headers())
        .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
        .containsExactly(
            "ce_id=id-1",
            "ce_source=/boxstream/test",
            "ce_type=io.boxstream.model-promoted.v2",
            "ce_specversion=1.0",
            "ce_time=2026-11-23T10:15:30.250Z",
            "ce_subject=detector",
            "content-type=application/json");
  }

  @Test
  void readsWhatItWrites() {
    Event event = Exemplars.all().get(ANNOTATED);

    ConsumerRecord<byte[], byte[]> record =
        Records.consumed(codec.toRecord(Topics.ANNOTATED_IMAGES, "key", event, NOW));

    assertThat(codec.fromRecord(record, AnnotatedImage.class)).isEqualTo(event);
  }

  @Test
  void writesTheImageAsAByteStringAndNotAsText() {
    byte[] image = new byte[100_000];
    Arrays.fill(image, (byte) 7);
    AnnotatedImage small = (AnnotatedImage) Exemplars.all().get(ANNOTATED);
    AnnotatedImage large =
        new AnnotatedImage(
            small.id(),
            small.format(),
            small.width(),
            small.height(),
            small.split(),
            small.boxes(),
            new ImageContent.Inline(image),
            small.source());

    byte[] encoded = codec.encode(large, PayloadFormat.CBOR);

    assertThat(encoded.length).isLessThan(100_000 + 1_000);
  }

  @Test
  void acceptsParametersOfTheContentType() {
    ConsumerRecord<byte[], byte[]> record = golden(PROMOTED);
    replace(record, "content-type", "Application/JSON; charset=utf-8");

    assertThat(codec.fromRecord(record, ModelPromoted.class))
        .isEqualTo(Exemplars.all().get(PROMOTED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_id", "ce_source", "ce_type", "ce_specversion", "content-type"})
  void refusesARecordWithoutAHeader(String header) {
    ConsumerRecord<byte[], byte[]> record = golden(PROMOTED);
    record.headers().remove(header);

    assertMalformed(record, header);
  }

  @ParameterizedTest
  @CsvSource({
    "ce_type, io.boxstream.model-promoted.v3",
    "ce_type, com.example.other.v1",
    "ce_type, io.boxstream.hard-example.v1",
    "ce_specversion, 0.3",
    "ce_time, yesterday",
    "content-type, application/cbor",
    "content-type, text/plain"
  })
  void refusesAHeaderThatSaysSomethingElse(String header, String value) {
    ConsumerRecord<byte[], byte[]> record = golden(PROMOTED);
    replace(record, header, value);

    assertMalformed(record, header);
  }

  @Test
  void refusesAHeaderThatIsNotText() {
    ConsumerRecord<byte[], byte[]> record = golden(PROMOTED);
    record.headers().remove("ce_type").add("ce_type", new byte[] {(byte) 0xc3, 0x28});

    assertMalformed(record, "ce_type");
  }

  @Test
  void refusesANullValueWhereAnEventMustBe() {
    assertMalformed(Records.event(EventType.MODEL_PROMOTED, null), "value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not json", "[]", "null", "7", "{", "{}{}"})
  void refusesAValueThatIsNoObject(String value) {
    ConsumerRecord<byte[], byte[]> record =
        Records.event(EventType.MODEL_PROMOTED, value.getBytes(UTF_8));

    assertThatThrownBy(() -> codec.fromRecord(record, ModelPromoted.class))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageStartingWith("promotions: ");
  }

  @Test
  void refusesNestingWithoutEnd() {
    ConsumerRecord<byte[], byte[]> record =
        Records.event(EventType.MODEL_PROMOTED, "[".repeat(1_000_000).getBytes(UTF_8));

    assertThatThrownBy(() -> codec.fromRecord(record, ModelPromoted.class))
        .isInstanceOf(MalformedEventException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "generation, 0",
    "generation, 1.5",
    "generation, true",
    "generation, '\"2\"'",
    "generation, null",
    "generation, 123456789012345678901234567890",
    "voc07, 1.5",
    "voc07, '\"NaN\"'",
    "voc07, -1",
    "model, '\" \"'",
    "model, 7",
    "model, null"
  })
  void refusesAnInvalidValueAndNamesTheField(String field, String value) {
    ObjectNode event = (ObjectNode) GoldenFiles.json(PROMOTED);
    event.set(field, GoldenFiles.tree(value.getBytes(UTF_8)));

    assertThatThrownBy(
            () ->
                codec.fromRecord(
                    Records.event(EventType.MODEL_PROMOTED, event.toString().getBytes(UTF_8)),
                    ModelPromoted.class))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("promotions")
        .hasMessageContaining(field);
  }

  @Test
  void refusesAFieldThatComesTwice() {
    String twice =
        GoldenFiles.json(PROMOTED).toString().replaceFirst("\\{", "{\"model\":\"other\",");

    assertThatThrownBy(
            () ->
                codec.fromRecord(
                    Records.event(EventType.MODEL_PROMOTED, twice.getBytes(UTF_8)),
                    ModelPromoted.class))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("model");
  }

  @Test
  void takesAWholeNumberForAFraction() {
    ObjectNode event = (ObjectNode) GoldenFiles.json(PROMOTED);
    event.put("voc07", 1);

    ModelPromoted promoted =
        codec.fromRecord(
            Records.event(EventType.MODEL_PROMOTED, event.toString().getBytes(UTF_8)),
            ModelPromoted.class);

    assertThat(promoted.voc07()).isEqualTo(1.0);
  }

  @Test
  void refusesABoxOutsideTheImage() {
    ObjectNode event = (ObjectNode) GoldenFiles.json(ANNOTATED);
    event.put("width", 100);

    assertThatThrownBy(() -> codec.fromRecord(annotated(event), AnnotatedImage.class))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("boxes")
        .hasMessageContaining("100x240");
  }

  @Test
  void namesAFieldDeepInside() {
    ObjectNode event = (ObjectNode) GoldenFiles.json(ANNOTATED);
    ((ObjectNode) event.get("boxes").get(1)).put("xMin", "left");

    assertThatThrownBy(() -> codec.fromRecord(annotated(event), AnnotatedImage.class))
        .isInstanceOfSatisfying(
            MalformedEventException.class,
            failure -> {
              assertThat(failure.topic()).isEqualTo("annotated-images");
              assertThat(failure.field()).isEqualTo("boxes[1].xMin");
            });
  }

  @TestFactory
  Stream<DynamicTest> refusesEveryEventWithoutAFieldUnlessItIsOptional() {
    return GoldenFiles.names().stream()
        .filter(name -> GoldenFiles.typeOf(name).typeName().equals(GoldenFiles.typeNameOf(name)))
        .flatMap(
            name ->
                Stream.of(GoldenFiles.typeOf(name).eventClass().getRecordComponents())
                    .filter(component -> component.getType() != Optional.class)
                    .map(
                        component ->
                            dynamicTest(
                                name + " without " + component.getName(),
                                () -> assertRefusedWithout(name, component.getName()))));
  }

  @TestFactory
  Stream<DynamicTest> refusesEveryEventWithAnUnknownField() {
    return GoldenFiles.names().stream()
        .map(
            name ->
                dynamicTest(
                    name,
                    () -> {
                      ObjectNode event = (ObjectNode) GoldenFiles.json(name);
                      event.put("surprise", 1);
                      assertMalformed(GoldenFiles.typeOf(name), record(name, event), "surprise");
                    }));
  }

  @Test
  void readsAKeyOnlyIfItIsText() {
    Headers headers = Records.headers(EventType.MODEL_PROMOTED);

    assertThat(EventCodec.key(Records.consumed("t", "ü".getBytes(UTF_8), null, headers)))
        .isEqualTo("ü");
    assertThatThrownBy(
            () -> EventCodec.key(Records.consumed("t", new byte[] {(byte) 0xff}, null, headers)))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> EventCodec.key(Records.consumed("t", null, null, headers)))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("key");
  }

  @Test
  void keepsAKeyThatIsNotTextAndLeavesOutABlankSubject() {
    byte[] key = {(byte) 0xff, 0};

    ProducerRecord<byte[], byte[]> record =
        codec.toRecord(Topics.PROMOTIONS, key, "", Exemplars.all().get(PROMOTED), NOW);

    assertThat(record.key()).isEqualTo(key);
    assertThat(record.headers().lastHeader("ce_subject")).isNull();
  }

  @Test
  void writesATombstoneWithoutValue() {
    ProducerRecord<byte[], byte[]> record =
        codec.tombstone("topic", "key", NOW, Optional.of("anna"));

    assertThat(record.value()).isNull();
    assertThat(record.key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(record.headers().lastHeader(EventCodec.CALLER_HEADER).value())
        .isEqualTo("anna".getBytes(UTF_8));
  }

  private void assertRefusedWithout(String name, String field) {
    ObjectNode event = (ObjectNode) GoldenFiles.json(name);
    assertThat(event.remove(field)).isNotNull();

    assertMalformed(GoldenFiles.typeOf(name), record(name, event), field);
  }

  private void assertMalformed(ConsumerRecord<byte[], byte[]> record, String field) {
    EventType type =
        Stream.of(EventType.values())
            .filter(one -> one.topic().equals(record.topic()))
            .findFirst()
            .orElseThrow();
    assertMalformed(type, record, field);
  }

  private void assertMalformed(
      EventType type, ConsumerRecord<byte[], byte[]> record, String field) {
    assertThatThrownBy(() -> codec.fromRecord(record, type.eventClass()))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageStartingWith(record.topic() + ": " + field + ": ");
  }

  private static ConsumerRecord<byte[], byte[]> annotated(ObjectNode event) {
    return record(ANNOTATED, event);
  }

  private static ConsumerRecord<byte[], byte[]> record(String name, ObjectNode event) {
    EventType type = GoldenFiles.typeOf(name);
    try {
      byte[] value =
          switch (type.format()) {
            case JSON -> event.toString().getBytes(UTF_8);
            // Base64 text stands for a byte string here too: the reader takes both.
            case CBOR -> EventMappers.cbor().writeValueAsBytes(event);
          };
      return Records.event(type, GoldenFiles.typeNameOf(name), value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ConsumerRecord<byte[], byte[]> golden(String name) {
    return GoldenFiles.record(name);
  }

  private static void replace(ConsumerRecord<byte[], byte[]> record, String header, String value) {
    record.headers().remove(header).add(header, value.getBytes(UTF_8));
  }
}
