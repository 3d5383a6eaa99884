package io.boxstream.rest.access;

import io.boxstream.rest.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests for another host (DNS rebinding). A page of any site can have its own name
 * resolve to 127.0.0.1; the browser then takes this service for a part of that site. The name stays
 * in {@code Host}.
 */
final class ForeignHost implements RequestGuard {
  private final Set<String> ownHosts;

  /**
   * @param ownHosts hosts that are answered beside loopback, as in {@link Authority#host}
   */
  ForeignHost(Set<String> ownHosts) {
    this.ownHosts = Set.copyOf(ownHosts);
  }

  @Override
  public Optional<Problem> refusal(RequestHead request) {
    List<String> hosts = request.hosts();
    if (hosts.size() != 1) {
      return Optional.of(
          Problem.invalidRequest(
              "the request must have the header Host once, and has it %d times"
                  .formatted(hosts.size())));
    }
    if (!isOwn(hosts.get(0))) {
      return Optional.of(problem(hosts.get(0)));
    }
    return targetAuthority(request.target()).filter(host -> !isOwn(host)).map(ForeignHost::problem);
  }

  /** The host in the form of a target that clients use for a proxy (RFC 9112, 3.2.2 and 3.2.3). */
  private static Optional<String> targetAuthority(String target) {
    if (target.startsWith("/") || target.equals("*")) {
      return Optional.empty();
    }
    int scheme = target.indexOf("://");
    String rest = scheme < 0 ? target : target.substring(scheme + 3);
    return Optional.of(rest.split("[/?#]", 2)[0]);
  }

  private boolean isOwn(String host) {
    return Authority.parse(host)
        .filter(own -> own.isLoopback() || ownHosts.contains(own.host()))
        .isPresent();
  }

  private static Problem problem(String host) {
    return Problem.of(
        403,
        "foreign-host",
        "the request is for the host \"%s\"; this service answers to localhost and to the names in boxstream.access.hosts"
            .formatted(host));
  }
}
