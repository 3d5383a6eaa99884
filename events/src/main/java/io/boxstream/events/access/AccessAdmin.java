package io.boxstream.events.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.boxstream.events.TopicAdminException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Sets the passwords of users, and what they may do. A user gets exactly what its definition
 * states: what was granted to it before and is not stated is revoked. Other users stay as they are.
 * Does not own the client.
 */
public final class AccessAdmin {
  /** What Kafka requires at least: passwords are random, and nobody guesses them. */
  private static final int ITERATIONS = 4096;

  private static final String ANY_HOST = "*";

  /** Ends the start of names. */
  private static final String ANY_END = "*";

  private final Admin admin;
  private final Duration timeout;

  /**
   * Creates an instance for a client.
   *
   * @param timeout for each request to the broker
   */
  public AccessAdmin(Admin admin, Duration timeout) {
    this.admin = requireNonNull(admin, "admin");
    this.timeout = requireNonNull(timeout, "timeout");
  }

  /**
   * Sets the passwords of users, for SCRAM-SHA-512. Users that do not exist are created.
   *
   * @throws TopicAdminException if the broker does not respond or refuses the request
   */
  public void setPasswords(Map<String, String> passwordByUser) {
    ScramCredentialInfo credential =
        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
    List<UserScramCredentialAlteration> alterations =
        passwordByUser.entrySet().stream()
            .<UserScramCredentialAlteration>map(
                user ->
                    new UserScramCredentialUpsertion(
                        user.getKey(), credential, user.getValue().getBytes(UTF_8)))
            .toList();
    await("set the passwords of users", admin.alterUserScramCredentials(alterations).all());
  }

  /**
   * Grants the users what their definitions state, and revokes what they do not.
   *
   * @throws TopicAdminException if the broker does not respond or refuses the request, which it
   *     does without an authorizer
   */
  public Outcome grant(List<KafkaUser> users) {
    Set<AclBinding> wanted =
        users.stream().flatMap(AccessAdmin::bindings).collect(Collectors.toSet());
    Set<AclBinding> found = new HashSet<>();
    for (KafkaUser user : users) {
      found.addAll(await("list what users may do", admin.describeAcls(allOf(user)).values()));
    }
    Set<AclBinding> missing = without(wanted, found);
    Set<AclBinding> superfluous = without(found, wanted);
    await("grant access", admin.createAcls(missing).all());
    await(
        "revoke access",
        admin.deleteAcls(superfluous.stream().map(AclBinding::toFilter).toList()).all());
    return new Outcome(missing.size(), superfluous.size());
  }

  /** Reading and writing include that the topic is described. */
  static Stream<AclBinding> bindings(KafkaUser user) {
    Stream<AclBinding> reads =
        user.reads().stream().map(topic -> topic(user, topic, AclOperation.READ));
    Stream<AclBinding> writes =
        user.writes().stream().map(topic -> topic(user, topic, AclOperation.WRITE));
    Stream<AclBinding> seen =
        user.seen().stream().map(topic -> topic(user, topic, AclOperation.DESCRIBE));
    Stream<AclBinding> groups =
        user.groups().stream().map(group -> group(user, group, AclOperation.READ));
    Stream<AclBinding> watched =
        user.watched().stream().map(group -> group(user, group, AclOperation.DESCRIBE));
    Stream<AclBinding> transactions =
        user.transactions().stream()
            .map(
                id ->
                    binding(user, pattern(ResourceType.TRANSACTIONAL_ID, id), AclOperation.WRITE));
    return Stream.of(reads, writes, seen, groups, watched, transactions)
        .flatMap(bindings -> bindings);
  }

  private static AclBinding group(KafkaUser user, KafkaUser.Names group, AclOperation operation) {
    return binding(user, pattern(ResourceType.GROUP, group), operation);
  }

  private static AclBinding topic(KafkaUser user, String topic, AclOperation operation) {
    boolean prefix = topic.endsWith(ANY_END);
    String name = prefix ? topic.substring(0, topic.length() - ANY_END.length()) : topic;
    return binding(user, pattern(ResourceType.TOPIC, new KafkaUser.Names(name, prefix)), operation);
  }

  private static ResourcePattern pattern(ResourceType type, KafkaUser.Names names) {
    return new ResourcePattern(
        type, names.name(), names.prefix() ? PatternType.PREFIXED : PatternType.LITERAL);
  }

  private static AclBinding binding(
      KafkaUser user, ResourcePattern resource, AclOperation operation) {
    return new AclBinding(
        resource,
        new AccessControlEntry(principal(user), ANY_HOST, operation, AclPermissionType.ALLOW));
  }

  private static AclBindingFilter allOf(KafkaUser user) {
    return new AclBindingFilter(
        ResourcePatternFilter.ANY,
        new AccessControlEntryFilter(
            principal(user), null, AclOperation.ANY, AclPermissionType.ANY));
  }

  private static String principal(KafkaUser user) {
    return "User:" + user.name();
  }

  private static Set<AclBinding> without(Set<AclBinding> bindings, Collection<AclBinding> others) {
    return bindings.stream()
        .filter(binding -> !others.contains(binding))
        .collect(Collectors.toSet());
  }

  private <T> T await(String what, KafkaFuture<T> answer) {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    } catch (ExecutionException failure) {
      throw new TopicAdminException(what, failure.getCause());
    } catch (TimeoutException failure) {
      throw new TopicAdminException(what, failure);
    }
  }

  /**
   * The result of a grant.
   *
   * @param granted rights that users did not have
   * @param revoked rights that they should not have had
   */
  public record Outcome(int granted, int revoked) {}
}
