package io.boxstream.events.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.TopicDefinition;
import io.boxstream.events.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KafkaUserTest {
  private static final Path TOPICS = Path.of("../docs/topics.md");

  @Test
  void theDocumentationHasTheTableOfUsers() throws IOException {
    List<String> rows =
        Files.readAllLines(TOPICS).stream()
            .dropWhile(line -> !line.startsWith("| user |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(rows).isEqualTo(KafkaUser.all().stream().map(KafkaUserTest::row).toList());
  }

  @Test
  void everyTopicIsWrittenByAUserAndNoUserHasAnUnknownTopic() {
    Set<String> topics = names(Topics.all().stream().map(TopicDefinition::name));
    List<KafkaUser> users = KafkaUser.all();

    assertThat(
            users.stream()
                .flatMap(user -> Stream.concat(user.reads().stream(), user.writes().stream())))
        .allMatch(topic -> topics.contains(topic) || topic.equals("replies-*"));
    assertThat(names(users.stream().flatMap(user -> user.writes().stream())))
        .containsAll(
            topics.stream()
                .filter(topic -> !topic.endsWith(".dlq") || hasConsumerLoop(topic))
                .toList());
  }

  @Test
  void onlyTheEvaluatorWritesPromotions() {
    assertThat(KafkaUser.all())
        .filteredOn(user -> user.writes().contains(Topics.PROMOTIONS))
        .extracting(KafkaUser::name)
        .containsExactly("evaluator");
  }

  @Test
  void theConsoleReadsAndChangesNothing() {
    KafkaUser console =
        KafkaUser.all().stream()
            .filter(user -> user.name().equals("console"))
            .findFirst()
            .orElseThrow();

    assertThat(console.writes()).isEmpty();
    assertThat(console.groups()).isEmpty();
    assertThat(console.watched()).extracting(KafkaUser.Names::toString).containsExactly("*");
  }

  @Test
  void theScalerSeesHowManyRequestsWaitAndNoRequest() {
    KafkaUser scaler =
        KafkaUser.all().stream()
            .filter(user -> user.name().equals("scaler"))
            .findFirst()
            .orElseThrow();

    assertThat(scaler.reads()).isEmpty();
    assertThat(scaler.writes()).isEmpty();
    assertThat(scaler.groups()).isEmpty();
    assertThat(scaler.seen()).containsExactly(Topics.DETECTION_REQUESTS);
  }

  /** Nobody's consumer loop reads them: they are for people and for the programs of others. */
  private static boolean hasConsumerLoop(String deadLetters) {
    return !Set.of(
            Topics.deadLetters(Topics.DETECTIONS),
            Topics.deadLetters(Topics.DRIFT),
            Topics.deadLetters("training-progress"))
        .contains(deadLetters);
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(Collectors.toSet());
  }

  private static String row(KafkaUser user) {
    return "| `%s` | %s | %s | %s | %s | %s | %s |"
        .formatted(
            user.name(),
            cell(user.reads()),
            cell(user.writes()),
            cell(user.seen()),
            cell(user.groups().stream().map(KafkaUser.Names::toString).toList()),
            cell(user.watched().stream().map(KafkaUser.Names::toString).toList()),
            cell(user.transactions().stream().map(KafkaUser.Names::toString).toList()))
        .replaceAll("\\|  (?=\\|)", "| ");
  }

  private static String cell(Collection<String> names) {
    return names.stream().sorted().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }
}
