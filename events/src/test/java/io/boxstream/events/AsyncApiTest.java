package io.boxstream.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncApiTest {
  private final JsonNode document = read();

  static Stream<TopicDefinition> topics() {
    return Topics.all().stream();
  }

  @Test
  void hasAChannelForEveryTopicAndNoOther() {
    assertThat(document.get("asyncapi").asText()).isEqualTo("3.0.0");
    assertThat(document.get("channels").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(topics().map(TopicDefinition::name).toList());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void aChannelIsAsItsTopicIsCreated(TopicDefinition topic) {
    JsonNode channel = document.get("channels").get(topic.name());

    JsonNode kafka = channel.at("/bindings/kafka");
    assertThat(channel.get("address").asText()).isEqualTo(topic.name());
    assertThat(kafka.get("topic").asText()).isEqualTo(topic.name());
    assertThat(kafka.get("partitions").asInt()).isEqualTo(topic.partitions());
    assertThat(texts(kafka.at("/topicConfiguration/cleanup.policy")))
        .containsExactly(topic.settings().get("cleanup.policy").split(","));
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void anEventIsAMessageOfItsChannel(EventType type) {
    JsonNode messages = document.get("channels").get(type.topic()).get("messages");

    List<JsonNode> resolved = new ArrayList<>();
    messages.forEach(message -> resolved.add(resolve(message)));

    assertThat(type.readableNames())
        .allSatisfy(
            typeName -> {
              assertThat(resolved)
                  .filteredOn(message -> message.get("name").asText().equals(typeName))
                  .singleElement()
                  .satisfies(message -> assertThatItIs(message, type, typeName));
            });
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<JsonNode> references = document.findValues("$ref");

    assertThat(references).isNotEmpty();
    assertThat(references)
        .allSatisfy(
            reference -> {
              String target = reference.asText();
              if (target.startsWith("#")) {
                assertThat(document.at(target.substring(1)).isMissingNode()).isFalse();
              } else {
                assertThat(GoldenFiles.bytes("/" + target)).isNotEmpty();
              }
            });
  }

  private static void assertThatItIs(JsonNode message, EventType type, String typeName) {
    assertThat(message.get("contentType").asText()).isEqualTo(type.format().mediaType());
    assertThat(message.at("/payload/schema/$ref").asText())
        .isEqualTo("schemas/" + typeName + ".json");
    assertThat(message.at("/headers/allOf/1/properties/ce_type/const").asText())
        .isEqualTo(typeName);
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(GoldenFiles.bytes("/asyncapi.yaml"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
