package io.boxstream.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenFilesTest {
  /** Versions with a field or a code of another name, which are read and not written. */
  private static final Set<String> WITH_EARLIER_NAMES =
      Set.of(
          "io.boxstream.detection-result.v1",
          "io.boxstream.hard-example.v1",
          "io.boxstream.rejected-image.v1");

  private final EventCodec codec = EventCodec.forService("test");

  static Stream<String> names() {
    return GoldenFiles.names().stream();
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyVersionHasAnExemplarAndASchema(EventType type) {
    assertThat(type.readableNames())
        .allSatisfy(
            typeName -> {
              assertThat(GoldenFiles.names()).anyMatch(name -> name.startsWith(typeName + "/"));
              assertThat(schemaTree(typeName).get("title").asText()).isEqualTo(typeName);
            });
  }

  @Test
  void everyGoldenFileStandsForARecord() {
    assertThat(GoldenFiles.names()).containsExactlyInAnyOrderElementsOf(Exemplars.all().keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void goldenBytesDecodeToTheRecord(String name) {
    EventType type = GoldenFiles.typeOf(name);

    Event event = codec.fromRecord(GoldenFiles.record(name), type.eventClass());

    assertThat(event).isEqualTo(Exemplars.all().get(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theRecordEncodesToTheGoldenFile(String name) throws Exception {
    EventType type = GoldenFiles.typeOf(name);
    assumeThat(WITH_EARLIER_NAMES).doesNotContain(GoldenFiles.typeNameOf(name));
    Event event = Exemplars.all().get(name);

    byte[] encoded = codec.encode(event, type.format());

    JsonNode tree =
        switch (type.format()) {
          case JSON -> GoldenFiles.tree(encoded);
          // Byte strings become Base64 text on the way through JSON text.
          case CBOR ->
              GoldenFiles.tree(
                  EventMappers.json().writeValueAsBytes(EventMappers.cbor().readTree(encoded)));
        };
    assertThat(tree).isEqualTo(GoldenFiles.json(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theSchemaAcceptsTheGoldenFile(String name) {
    List<Error> errors =
        schema(GoldenFiles.typeNameOf(name))
            .validate(GoldenFiles.json(name).toString(), InputFormat.JSON);

    assertThat(errors).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void theSchemaKnowsEveryFieldOfTheRecordAndNoOther(EventType type) {
    assertThat(schemaTree(type.typeName()).get("properties").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(fields(type));
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void anEarlierVersionHasNoFieldThatTheRecordCannotHold(EventType type) {
    List<String> earlier = type.readableNames().subList(1, type.readableNames().size());

    assertThat(earlier)
        .allSatisfy(
            typeName ->
                assertThat(schemaTree(typeName).get("properties").fieldNames())
                    .toIterable()
                    .isSubsetOf(fieldsAndEarlierNames(type)));
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void theSchemaKnowsEveryCodeOfAnEnumAndNoOther(EventType type) {
    JsonNode schema = schemaTree(type.typeName());

    assertThat(type.eventClass().getRecordComponents())
        .filteredOn(component -> component.getType().isEnum())
        .allSatisfy(
            component ->
                assertThat(schema.at("/properties/" + component.getName() + "/enum"))
                    .isEqualTo(
                        EventMappers.json().valueToTree(component.getType().getEnumConstants())));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theSchemaRefusesAnUnknownField(String name) {
    Map<String, JsonNode> fields =
        GoldenFiles.json(name).properties().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    fields.put("surprise", fields.values().iterator().next());

    List<Error> errors =
        schema(GoldenFiles.typeNameOf(name))
            .validate(EventMappers.json().valueToTree(fields).toString(), InputFormat.JSON);

    assertThat(errors).isNotEmpty();
  }

  private static List<String> fields(EventType type) {
    return Stream.of(type.eventClass().getRecordComponents()).map(one -> one.getName()).toList();
  }

  private static List<String> fieldsAndEarlierNames(EventType type) {
    return Stream.concat(
            fields(type).stream(),
            Stream.of(type.eventClass().getRecordComponents())
                .flatMap(one -> Stream.ofNullable(one.getAccessor().getAnnotation(JsonAlias.class)))
                .flatMap(alias -> Stream.of(alias.value())))
        .toList();
  }

  private static Schema schema(String typeName) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schemaTree(typeName).toString());
  }

  private static JsonNode schemaTree(String typeName) {
    return GoldenFiles.tree(GoldenFiles.bytes("/schemas/" + typeName + ".json"));
  }
}
