package io.boxstream.artifacts.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The policy of the bucket, in the language of Amazon S3. Every user may list the names of all
 * objects: the action also covers whether the bucket exists, which each service checks.
 */
final class BucketPolicy {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BucketPolicy() {}

  static String of(String bucket, List<StoreUser> users) {
    String resource = "arn:aws:s3:::" + bucket;
    ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
    ArrayNode statements = policy.putArray("Statement");
    allow(
        statements,
        users.stream().map(StoreUser::name).toList(),
        List.of("s3:ListBucket"),
        List.of(resource));
    for (StoreUser user : users) {
      allow(statements, user, List.of("s3:GetObject"), objects(resource, user.reads()));
      allow(
          statements,
          user,
          List.of("s3:PutObject", "s3:AbortMultipartUpload"),
          objects(resource, user.writes()));
      allow(statements, user, List.of("s3:DeleteObject"), objects(resource, user.deletes()));
    }
    return policy.toString();
  }

  private static void allow(
      ArrayNode statements, StoreUser user, List<String> actions, List<String> resources) {
    if (!resources.isEmpty()) {
      allow(statements, List.of(user.name()), actions, resources);
    }
  }

  private static void allow(
      ArrayNode statements, List<String> users, List<String> actions, List<String> resources) {
    ObjectNode statement = statements.addObject().put("Effect", "Allow");
    users.forEach(statement.putObject("Principal").putArray("AWS")::add);
    actions.forEach(statement.putArray("Action")::add);
    resources.forEach(statement.putArray("Resource")::add);
  }

  private static List<String> objects(String resource, List<String> folders) {
    return folders.stream().map(folder -> resource + "/" + folder + "*").toList();
  }
}
