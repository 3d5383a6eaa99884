package io.boxstream.artifacts.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class BucketPolicyTest {
  private static final Path SECURITY = Path.of("../docs/security.md");

  @Test
  void allowsEachUserItsFolders() throws IOException {
    StoreUser user = new StoreUser("reader", List.of("a/", "b/"), List.of("b/"), List.of());

    assertThat(new ObjectMapper().readTree(BucketPolicy.of("bucket", List.of(user))))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"Version": "2012-10-17", "Statement": [
                      {"Effect": "Allow", "Principal": {"AWS": ["reader"]}, "Action": ["s3:ListBucket"],
                       "Resource": ["arn:aws:s3:::bucket"]},
                      {"Effect": "Allow", "Principal": {"AWS": ["reader"]}, "Action": ["s3:GetObject"],
                       "Resource": ["arn:aws:s3:::bucket/a/*", "arn:aws:s3:::bucket/b/*"]},
                      {"Effect": "Allow", "Principal": {"AWS": ["reader"]},
                       "Action": ["s3:PutObject", "s3:AbortMultipartUpload"],
                       "Resource": ["arn:aws:s3:::bucket/b/*"]}]}
                    """));
  }

  @Test
  void ingestMayNotReadParametersAndOnlyTheEvaluatorPromotes() throws IOException {
    JsonNode statements =
        new ObjectMapper().readTree(BucketPolicy.of("bucket", StoreUser.all())).path("Statement");

    assertThat(users(statements, "s3:GetObject", "model-blobs/"))
        .containsExactly("trainer", "evaluator", "inference");
    assertThat(users(statements, "s3:PutObject", "models/")).containsExactly("evaluator");
    assertThat(users(statements, "s3:DeleteObject", "models/")).isEmpty();
    assertThat(users(statements, "s3:DeleteObject", "blobs/")).isEmpty();
  }

  @Test
  void theDocumentationHasTheTableOfUsers() throws IOException {
    List<String> rows =
        Files.readAllLines(SECURITY).stream()
            .dropWhile(line -> !line.startsWith("| user of the store |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(rows)
        .isEqualTo(
            StoreUser.all().stream()
                .map(
                    user ->
                        "| `%s` | %s | %s | %s |"
                            .formatted(
                                user.name(),
                                cell(user.reads()),
                                cell(user.writes()),
                                cell(user.deletes()))
                            .replace("|  |", "| |"))
                .toList());
  }

  private static List<String> users(JsonNode statements, String action, String folder) {
    return StreamSupport.stream(statements.spliterator(), false)
        .filter(statement -> contains(statement.path("Action"), action))
        .filter(
            statement ->
                contains(statement.path("Resource"), "arn:aws:s3:::bucket/" + folder + "*"))
        .map(statement -> statement.path("Principal").path("AWS").path(0).asText())
        .toList();
  }

  private static boolean contains(JsonNode texts, String text) {
    return StreamSupport.stream(texts.spliterator(), false)
        .anyMatch(node -> node.asText().equals(text));
  }

  private static String cell(List<String> folders) {
    return folders.stream().map(folder -> "`" + folder + "`").collect(Collectors.joining(", "));
  }
}
