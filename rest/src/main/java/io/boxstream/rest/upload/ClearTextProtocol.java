package io.boxstream.rest.upload;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Speaks HTTP/1.1 only where there is no TLS. A client may ask to change to HTTP/2 with its first
 * request, as Java's own does by default. The server then takes the body of that request into
 * memory as fast as it comes, whatever its length: an archive of a gigabyte needs a gigabyte of
 * heap. Over TLS the protocol is agreed on before the first request.
 */
@Singleton
public class ClearTextProtocol implements HttpServerOptionsCustomizer {

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    options.setHttp2ClearTextEnabled(false);
  }
}
