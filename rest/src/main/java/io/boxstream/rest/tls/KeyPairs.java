package io.boxstream.rest.tls;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import javax.net.ssl.X509ExtendedKeyManager;

/** Whether private keys belong to the certificates beside them. */
final class KeyPairs {
  private static final List<String> TYPES = List.of("EC", "RSA", "EdDSA");
  private static final byte[] SIGNED = {1, 2, 3};

  private KeyPairs() {}

  /**
   * Signs with each private key and verifies with its certificate.
   *
   * @throws InvalidKeyException if they do not belong together
   */
  static void check(X509ExtendedKeyManager manager) throws GeneralSecurityException {
    for (String type : TYPES) {
      String[] aliases = manager.getServerAliases(type, null);
      for (String alias : aliases == null ? new String[0] : aliases) {
        check(manager.getPrivateKey(alias), manager.getCertificateChain(alias)[0].getPublicKey());
      }
    }
  }

  private static void check(PrivateKey own, PublicKey certified) throws GeneralSecurityException {
    if (!own.getAlgorithm().equals(certified.getAlgorithm())) {
      throw new InvalidKeyException("the key is not the certificate's");
    }
    Signature signature = Signature.getInstance(algorithm(own));
    signature.initSign(own);
    signature.update(SIGNED);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(SIGNED);
    if (!signature.verify(signed)) {
      throw new InvalidKeyException("the key is not the certificate's");
    }
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}
