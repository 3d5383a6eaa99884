package io.boxstream.fetch;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * A host that may be fetched from, as the configuration writes it: {@code images.example.org}, for
 * ports 80 and 443, or {@code images.example.org:9000}. An IPv6 address is in brackets.
 *
 * @param host name or address, in the form that a URL has it in
 * @param port the only port; empty for 80 and 443
 */
public record AllowedHost(String host, OptionalInt port) {

  private static final Pattern FORM =
      Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[^:/\\s]+)(:(?<port>\\d{1,5}))?");
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Validates the components. */
  public AllowedHost {
    requireNonNull(host, "host");
    requireNonNull(port, "port");
  }

  /**
   * Reads a host.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static AllowedHost parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    HttpUrl url = form.matches() ? HttpUrl.parse("http://" + form.group() + "/") : null;
    if (url == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a host such as images.example.org or images.example.org:9000");
    }
    boolean withPort = form.group("port") != null;
    return new AllowedHost(url.host(), withPort ? OptionalInt.of(url.port()) : OptionalInt.empty());
  }

  /** The host and port of a URL. */
  static AllowedHost of(HttpUrl url) {
    return new AllowedHost(url.host(), OptionalInt.of(url.port()));
  }

  /** Whether a URL is on this host. */
  public boolean allows(HttpUrl url) {
    return url.host().equals(host)
        && (port.isPresent()
            ? url.port() == port.getAsInt()
            : url.port() == HTTP || url.port() == HTTPS);
  }
}
