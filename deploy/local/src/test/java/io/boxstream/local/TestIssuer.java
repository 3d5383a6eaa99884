package io.boxstream.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * What else is on the network, on 127.0.0.1: an OpenID provider that signs tokens, and a labelling
 * tool that fails.
 */
final class TestIssuer implements AutoCloseable {
  private static final String ISSUER = "https://login.example.org/realms/site";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair keys;
  private final HttpServer server;

  TestIssuer() throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/keys", 200, keySet());
    answer("/", 500, "the tool failed");
    server.start();
  }

  private void answer(String path, int status, String text) {
    byte[] body = text.getBytes(UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
  }

  /** Host and port of the server. */
  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** What a service that accepts its tokens has in its environment. */
  Map<String, String> environment() {
    return Map.of(
        "BOXSTREAM_ACCESS_TOKENS_ISSUER",
        ISSUER,
        "BOXSTREAM_ACCESS_TOKENS_AUDIENCE",
        "boxstream",
        "BOXSTREAM_ACCESS_TOKENS_KEY_SET",
        "http://" + authority() + "/keys");
  }

  String token(String subject, Instant expires) throws GeneralSecurityException {
    String content =
        encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"one\"}")
            + "."
            + encoded(
                "{\"iss\":\"%s\",\"aud\":\"boxstream\",\"sub\":\"%s\",\"scope\":\"read label\",\"iat\":%d,\"exp\":%d}"
                    .formatted(
                        ISSUER,
                        subject,
                        expires.minusSeconds(600).getEpochSecond(),
                        expires.getEpochSecond()));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(content.getBytes(UTF_8));
    return content + "." + BASE64.encodeToString(signature.sign());
  }

  private String keySet() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"one\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(number(key.getModulus()), number(key.getPublicExponent()));
  }

  private static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(UTF_8));
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0;
    byte[] unsigned = new byte[bytes.length - sign];
    System.arraycopy(bytes, sign, unsigned, 0, unsigned.length);
    return BASE64.encodeToString(unsigned);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
