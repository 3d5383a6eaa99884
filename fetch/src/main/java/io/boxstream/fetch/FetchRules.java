package io.boxstream.fetch;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * What may be fetched. A host is allowed by its name and port; the addresses that its name stands
 * for must be public, unless the host is allowed to have private ones.
 *
 * <p>It is also the resolver of the HTTP client: the client connects to the addresses that {@link
 * #lookup} returns and to no others, so that a name cannot have another address between the check
 * and the connection.
 */
final class FetchRules implements Dns {

  /** What the HTTP client connects to without asking the resolver. */
  private static final Pattern ADDRESS = Pattern.compile("[\\d.]+|.*:.*");

  private final Set<AllowedHost> allowed;
  private final Set<AllowedHost> withPrivate;
  private final Dns resolver;
  private final String keys;

  /**
   * @param allowed hosts with public addresses
   * @param withPrivate hosts that may have private addresses
   * @param resolver finds the addresses of a host
   * @param keys what the keys of the configuration start with, for messages
   */
  FetchRules(Set<AllowedHost> allowed, Set<AllowedHost> withPrivate, Dns resolver, String keys) {
    this.allowed = Set.copyOf(allowed);
    this.withPrivate = Set.copyOf(withPrivate);
    this.resolver = requireNonNull(resolver, "resolver");
    this.keys = requireNonNull(keys, "keys");
  }

  /** A name of which an address is not public. */
  static final class PrivateAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    PrivateAddressException(String host) {
      super(host);
    }
  }

  /** Why a URL must not be fetched; empty if it may. */
  Optional<String> refusal(HttpUrl url) {
    boolean known =
        allowed.stream().anyMatch(host -> host.allows(url))
            || withPrivate.stream().anyMatch(host -> host.allows(url));
    if (!known) {
      return Optional.of(
          "the host %s:%d is not allowed; add it to %s.allowed-hosts"
              .formatted(url.host(), url.port(), keys));
    }
    try {
      if (ADDRESS.matcher(url.host()).matches()) {
        requirePublic(url.host(), List.of(InetAddress.getAllByName(url.host())));
      }
      return Optional.empty();
    } catch (PrivateAddressException e) {
      return Optional.of(privateAddress(url.host()));
    } catch (UnknownHostException e) {
      return Optional.of("the host " + url.host() + " is not an address");
    }
  }

  String privateAddress(String host) {
    return "the host %s has an address that is not public; add it to %s.private-hosts if it is a host of your network"
        .formatted(host, keys);
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> addresses = resolver.lookup(host);
    requirePublic(host, addresses);
    return addresses;
  }

  private void requirePublic(String host, List<InetAddress> addresses)
      throws PrivateAddressException {
    boolean mayBePrivate = withPrivate.stream().anyMatch(entry -> entry.host().equals(host));
    if (!mayBePrivate && !addresses.stream().allMatch(PublicAddresses::contain)) {
      throw new PrivateAddressException(host);
    }
  }
}
