package io.boxstream.console;

import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Where the services are.
 *
 * @param origins {@code http(s)://host} or {@code http(s)://host:port} of each service
 */
public record ServiceAddresses(Map<Service, URI> origins) {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /**
   * @throws IllegalArgumentException if a service has no address, or one with more than scheme,
   *     host and port
   */
  public ServiceAddresses {
    Map<Service, URI> checked = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      URI origin = origins.get(service);
      if (origin == null || !isOrigin(origin)) {
        throw new IllegalArgumentException(
            "boxstream.console.services.%s must be http(s)://host:port: %s"
                .formatted(service.code(), origin));
      }
      checked.put(service, origin);
    }
    origins = Map.copyOf(checked);
  }

  private static boolean isOrigin(URI address) {
    return address.getScheme() != null
        && SCHEMES.contains(address.getScheme())
        && address.getHost() != null
        && address.getRawUserInfo() == null
        && (address.getRawPath().isEmpty() || address.getRawPath().equals("/"))
        && address.getRawQuery() == null
        && address.getRawFragment() == null;
  }

  /** The host, IPv6 addresses without brackets. */
  public String host(Service service) {
    String host = origins.get(service).getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port, that of the scheme if the address names none. */
  public int port(Service service) {
    URI origin = origins.get(service);
    if (origin.getPort() >= 0) {
      return origin.getPort();
    }
    return isSecure(service) ? 443 : 80;
  }

  /** Whether the service speaks TLS. */
  public boolean isSecure(Service service) {
    return origins.get(service).getScheme().equals("https");
  }
}
