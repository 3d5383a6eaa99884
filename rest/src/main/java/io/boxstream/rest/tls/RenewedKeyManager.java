package io.boxstream.rest.tls;

import static java.util.Objects.requireNonNull;

import io.boxstream.certificates.FileVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's key and certificate, read again when one of their files has changed. Each handshake
 * looks whether it has. If the files cannot be used then, such as while one is replaced before the
 * other, what was read last counts, and the log says so.
 *
 * <p>A handshake asks for an alias first, then for what it stands for. An alias names the version
 * of the files, so that a handshake gets the key of the certificate that it began with.
 */
final class RenewedKeyManager extends X509ExtendedKeyManager {
  private static final Logger LOG = LoggerFactory.getLogger(RenewedKeyManager.class);

  private final Path certificate;
  private final Path key;
  private final Reader reader;
  private List<FileVersion> seen;
  private volatile Version current;
  private volatile Version previous;

  /** Reads both files. */
  interface Reader {
    X509ExtendedKeyManager read() throws IOException;
  }

  /** What the files said at a time. */
  private record Version(long number, X509ExtendedKeyManager manager) {

    private String alias(String name) {
      return name == null ? null : prefix() + name;
    }

    private boolean hasMade(String alias) {
      return alias.startsWith(prefix());
    }

    private String nameOf(String alias) {
      return alias.substring(prefix().length());
    }

    private String prefix() {
      return number + ":";
    }
  }

  /**
   * @throws UncheckedIOException if the files cannot be used now; the message names them
   */
  RenewedKeyManager(Path certificate, Path key, Reader reader) {
    this.certificate = requireNonNull(certificate, "certificate");
    this.key = requireNonNull(key, "key");
    this.reader = requireNonNull(reader, "reader");
    this.seen = files();
    try {
      this.current = new Version(0, reader.read());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    this.previous = current;
  }

  @Override
  public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
    Version version = renewed();
    return version.alias(version.manager().chooseEngineServerAlias(type, issuers, engine));
  }

  @Override
  public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
    Version version = renewed();
    return version.alias(version.manager().chooseServerAlias(type, issuers, socket));
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    Version version = versionOf(alias);
    return version.manager().getCertificateChain(version.nameOf(alias));
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    Version version = versionOf(alias);
    return version.manager().getPrivateKey(version.nameOf(alias));
  }

  /** A handshake that took longer than two changes of the files fails, and is tried again. */
  private Version versionOf(String alias) {
    return Stream.of(current, previous)
        .filter(version -> version.hasMade(alias))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the certificate has changed twice"));
  }

  private synchronized Version renewed() {
    // The versions are taken before the files are read: what changes in between is read again.
    List<FileVersion> now = files();
    if (!now.equals(seen)) {
      seen = now;
      try {
        Version next = new Version(current.number() + 1, reader.read());
        previous = current;
        current = next;
        LOG.info("The certificate {} has changed and is served now", certificate);
      } catch (IOException e) {
        LOG.error("The last certificate is served further: {}", e.getMessage());
      }
    }
    return current;
  }

  private List<FileVersion> files() {
    return List.of(FileVersion.of(certificate), FileVersion.of(key));
  }

  @Override
  public String[] getServerAliases(String type, Principal[] issuers) {
    Version version = current;
    String[] names = version.manager().getServerAliases(type, issuers);
    return names == null ? null : Arrays.stream(names).map(version::alias).toArray(String[]::new);
  }

  @Override
  public String[] getClientAliases(String type, Principal[] issuers) {
    return null;
  }

  @Override
  public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
    return null;
  }
}
