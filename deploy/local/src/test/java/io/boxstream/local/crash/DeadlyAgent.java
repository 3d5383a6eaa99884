package io.boxstream.local.crash;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/** Runs in a service and puts {@link DeadlyDecoder} into it. The only class of its jar. */
public final class DeadlyAgent implements ClassFileTransformer {

  /** The class of the service that is replaced, and the file with what replaces it. */
  static final String REPLACED = "io/boxstream/images/OpenCv";

  static final String REPLACEMENT = "replacement";

  private final byte[] replacement;

  private DeadlyAgent(byte[] replacement) {
    this.replacement = replacement;
  }

  /** Called before the service's main method. */
  public static void premain(String arguments, Instrumentation instrumentation) throws IOException {
    try (InputStream in = DeadlyAgent.class.getResourceAsStream("/" + REPLACEMENT)) {
      instrumentation.addTransformer(new DeadlyAgent(in.readAllBytes()));
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
    return REPLACED.equals(name) ? replacement.clone() : null;
  }
}
