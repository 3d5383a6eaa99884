package io.boxstream.rest.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** An OpenID provider with a key set on 127.0.0.1. */
final class TestProvider implements AutoCloseable {
  static final String ISSUER = "https://login.example.org/realms/site";
  static final String AUDIENCE = "boxstream";

  private final HttpServer server;
  private PublicJsonWebKey key;
  private String algorithm;

  TestProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/keys",
        exchange -> {
          byte[] body = new JsonWebKeySet(key).toJson().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    rotateTo("first");
    server.start();
  }

  URI keySet() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
  }

  /** Signs with a new key on an elliptic curve from now on, which is made in no time. */
  void rotateTo(String keyId) {
    try {
      key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
    key.setKeyId(keyId);
    algorithm = AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;
  }

  /** Signs with a new RSA key from now on. */
  void rotateToRsa(String keyId) throws JoseException {
    key = RsaJwkGenerator.generateJwk(2048);
    key.setKeyId(keyId);
    algorithm = AlgorithmIdentifiers.RSA_USING_SHA256;
  }

  /** Claims of a token that is good for ten minutes. */
  static JwtClaims claims(String subject, Object scope) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(AUDIENCE);
    claims.setSubject(subject);
    claims.setIssuedAt(in(-60));
    claims.setExpirationTime(in(600));
    claims.setClaim("scope", scope);
    return claims;
  }

  static NumericDate in(long seconds) {
    NumericDate date = NumericDate.now();
    date.addSeconds(seconds);
    return date;
  }

  String token(JwtClaims claims) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setKey(key.getPrivateKey());
    return serialized(signature, claims);
  }

  /** Signed with what everyone knows, the public key. */
  String tokenWithSharedSecret(JwtClaims claims) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    signature.setKey(new HmacKey(key.getPublicKey().getEncoded()));
    return serialized(signature, claims);
  }

  /** Signed with a key of somebody else, which the token itself has or says where to find. */
  String tokenWithKeyOfItsOwn(JwtClaims claims, URI keySet) throws JoseException {
    EllipticCurveJsonWebKey own = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    JsonWebSignature signature = new JsonWebSignature();
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    signature.setHeader("jku", keySet.toString());
    signature.setHeader("x5u", keySet.toString());
    signature.setJwkHeader(own);
    signature.setKey(own.getPrivateKey());
    return serialized(signature, claims);
  }

  static String unsignedToken(JwtClaims claims) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    signature.setAlgorithmConstraints(AlgorithmConstraints.ALLOW_ONLY_NONE);
    return serialized(signature, claims);
  }

  private static String serialized(JsonWebSignature signature, JwtClaims claims) {
    signature.setPayload(claims.toJson());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a service that accepts its tokens is configured with. */
  Map<String, String> configuration() {
    return Map.of(
        "boxstream.access.tokens.issuer", ISSUER,
        "boxstream.access.tokens.audience", AUDIENCE,
        "boxstream.access.tokens.key-set", keySet().toString());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
