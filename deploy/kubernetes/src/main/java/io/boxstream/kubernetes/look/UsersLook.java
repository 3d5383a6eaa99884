package io.boxstream.kubernetes.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.events.access.KafkaUser;
import io.boxstream.kubernetes.code.Right;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.Rendered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Users of the brokers are those of the code, with the same rights and passwords. */
public final class UsersLook implements Look {
  @Override
  public String statement() {
    return "users of Kafka have the rights that the code states";
  }

  @Override
  public List<String> findings(Rendered rendered) {
    if (rendered.ofKind("Kafka").isEmpty()) {
      return List.of();
    }
    Map<String, Manifest> users = new HashMap<>();
    rendered.ofKind("KafkaUser").forEach(user -> users.put(user.name(), user));
    List<String> findings = new ArrayList<>();
    for (KafkaUser user : KafkaUser.all()) {
      Manifest found = users.remove(user.name());
      if (found == null) {
        findings.add("no user " + user.name());
        continue;
      }
      if (!found.at("spec.authentication.type").asText().equals("scram-sha-512")) {
        findings.add(found + ": has no password");
      }
      compare(user.name(), Right.of(user), rights(found)).forEach(findings::add);
    }
    users.keySet().forEach(name -> findings.add("the code has no user " + name));
    return findings;
  }

  private static Stream<String> compare(String user, Set<Right> expected, Set<Right> found) {
    Set<Right> missing = new TreeSet<>(expected);
    missing.removeAll(found);
    Set<Right> superfluous = new TreeSet<>(found);
    superfluous.removeAll(expected);
    return Stream.concat(
        missing.stream().map(right -> "%s lacks %s".formatted(user, right)),
        superfluous.stream().map(right -> "%s must not have %s".formatted(user, right)));
  }

  private static Set<Right> rights(Manifest user) {
    return Manifest.items(user.at("spec.authorization.acls")).stream()
        .flatMap(acl -> Manifest.items(acl.path("operations")).stream().map(one -> right(acl, one)))
        .collect(Collectors.toSet());
  }

  private static Right right(JsonNode acl, JsonNode operation) {
    JsonNode resource = acl.path("resource");
    return new Right(
        resource.path("type").asText(),
        resource.path("name").asText(),
        resource.path("patternType").asText().equals("prefix"),
        operation.asText());
  }
}
