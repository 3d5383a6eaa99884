package io.boxstream.testbed;

import io.boxstream.testbed.tls.TestCertificate;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * A real S3 server inside this process (S3Proxy over a folder), on 127.0.0.1. It checks version 4
 * signatures, and creating an object only when it is absent is atomic.
 *
 * <p>It keeps its data in the folder it is given and can be started on it again. Buckets are made
 * by the client.
 */
public final class EmbeddedStore implements TestStore {

  private static final String HOST = "://127.0.0.1:";

  private final S3Proxy server;
  private final BlobStore blobs;
  private final String scheme;

  private EmbeddedStore(S3Proxy server, BlobStore blobs, String scheme) {
    this.server = server;
    this.blobs = blobs;
    this.scheme = scheme;
  }

  /**
   * Starts a store on a free port.
   *
   * @param directory where it keeps its objects; made when absent
   * @throws TestbedException if it does not start
   */
  public static EmbeddedStore start(Path directory) {
    return start(directory, FreePorts.find());
  }

  /**
   * Starts a store on a port of the caller's choice, for instance the one it had before it was
   * closed.
   *
   * @param directory where it keeps its objects; made when absent
   * @param port the port on 127.0.0.1, 0 for any that the system gives
   * @throws TestbedException if it does not start
   */
  public static EmbeddedStore start(Path directory, int port) {
    URI endpoint = URI.create("http" + HOST + port);
    return start(directory, endpoint, server -> server.endpoint(endpoint));
  }

  /**
   * Starts a store that is reached over TLS.
   *
   * @param directory where it keeps its objects; made when absent
   * @param port the port on 127.0.0.1, 0 for any that the system gives
   * @throws TestbedException if it does not start
   */
  public static EmbeddedStore start(Path directory, int port, TestCertificate certificate) {
    URI endpoint = URI.create("https" + HOST + port);
    Path keyStore = directory.resolveSibling(directory.getFileName() + ".p12");
    certificate.writePkcs12(keyStore, SECRET_KEY);
    return start(
        directory,
        endpoint,
        server -> server.secureEndpoint(endpoint).keyStore(keyStore.toString(), SECRET_KEY));
  }

  private static EmbeddedStore start(
      Path directory, URI endpoint, UnaryOperator<S3Proxy.Builder> listener) {
    Objects.requireNonNull(directory, "directory");
    BlobStore blobs = null;
    try {
      Files.createDirectories(directory);
      blobs = new FilesystemNio2BlobStore(directory.toAbsolutePath().toString());
      S3Proxy server =
          listener
              .apply(S3Proxy.builder())
              .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
              .blobStore(blobs)
              .build();
      server.start();
      return new EmbeddedStore(server, blobs, endpoint.getScheme());
    } catch (Exception e) {
      if (blobs != null) {
        blobs.close();
      }
      throw new TestbedException("the store did not start on " + endpoint, e);
    }
  }

  @Override
  public int port() {
    return isSecure() ? server.getSecurePort() : server.getPort();
  }

  @Override
  public URI endpoint() {
    return URI.create(scheme + HOST + port());
  }

  private boolean isSecure() {
    return scheme.equals("https");
  }

  /** Stops the server; the objects stay in the folder. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new TestbedException("the store did not stop", e);
    } finally {
      blobs.close();
    }
  }
}
