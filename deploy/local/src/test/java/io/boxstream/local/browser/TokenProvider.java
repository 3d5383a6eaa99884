package io.boxstream.local.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.boxstream.access.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An OpenID provider on 127.0.0.1: a key pair, its key set (RFC 7517), and tokens (RFC 7519). */
final class TokenProvider implements AutoCloseable {
  private static final String ISSUER = "https://login.example.org/realms/site";
  private static final String AUDIENCE = "boxstream";
  private static final Duration LONGER_THAN_ANY_TEST = Duration.ofHours(1);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys;
  private final HttpServer server;

  TokenProvider() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/keys",
        exchange -> {
          byte[] body = keySet().getBytes(UTF_8);
          try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  /** What a service is told so that it accepts the tokens. */
  Map<String, String> environment() {
    return Map.of(
        "BOXSTREAM_ACCESS_TOKENS_ISSUER", ISSUER,
        "BOXSTREAM_ACCESS_TOKENS_AUDIENCE", AUDIENCE,
        "BOXSTREAM_ACCESS_TOKENS_KEY_SET",
            "http://127.0.0.1:%d/keys".formatted(server.getAddress().getPort()));
  }

  /** A token of somebody, signed with RS256. */
  String token(String subject, Set<Scope> scopes, Duration validity) {
    Instant end = Instant.now().plus(validity);
    String claims =
        """
        {"iss": "%s", "aud": "%s", "sub": "%s", "iat": %d, "exp": %d, "scope": "%s"}
        """
            .formatted(
                ISSUER,
                AUDIENCE,
                subject,
                end.minus(LONGER_THAN_ANY_TEST).getEpochSecond(),
                end.getEpochSecond(),
                scopes.stream().map(Scope::code).collect(Collectors.joining(" ")));
    String signed =
        encode("{\"alg\": \"RS256\", \"typ\": \"JWT\", \"kid\": \"one\"}".getBytes(UTF_8))
            + "."
            + encode(claims.getBytes(UTF_8));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String keySet() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return """
        {"keys": [{"kty": "RSA", "kid": "one", "use": "sig", "alg": "RS256", "n": "%s", "e": "%s"}]}
        """
        .formatted(encode(unsigned(key.getModulus())), encode(unsigned(key.getPublicExponent())));
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String encode(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
