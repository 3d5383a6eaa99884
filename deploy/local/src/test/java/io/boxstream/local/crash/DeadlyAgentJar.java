package io.boxstream.local.crash;

import io.boxstream.images.OpenCv;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/** Writes the jar of {@link DeadlyAgent}. */
final class DeadlyAgentJar {

  private DeadlyAgentJar() {}

  static Path write(Path jar) throws IOException {
    byte[] replacement =
        new ByteBuddy()
            .redefine(OpenCv.class)
            .visit(Advice.to(DeadlyDecoder.class).on(ElementMatchers.named("copyOf")))
            .make()
            .getBytes();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", DeadlyAgent.class.getName());
    String agent = DeadlyAgent.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream own = DeadlyAgent.class.getResourceAsStream("/" + agent)) {
      put(out, agent, own.readAllBytes());
      put(out, DeadlyAgent.REPLACEMENT, replacement);
    }
    return jar;
  }

  private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
  }
}
