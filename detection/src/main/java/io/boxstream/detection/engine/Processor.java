package io.boxstream.detection.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The instruction sets of this machine's processor that oneDNN uses. */
final class Processor {
  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
  private static final String LIMIT = "DNNL_MAX_CPU_ISA";

  /** The flags of the instruction set that oneDNN calls {@code avx512_core}. */
  private static final Set<String> AVX512 = Set.of("avx512f", "avx512bw", "avx512vl", "avx512dq");

  private Processor() {}

  /**
   * Whether oneDNN uses AVX-512; false if {@code /proc/cpuinfo} does not describe the processor.
   */
  static boolean hasAvx512() {
    String limit = System.getenv(LIMIT);
    try {
      return allowsAvx512(limit) && hasAvx512(Files.readAllLines(DESCRIPTION));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whether a processor has AVX-512.
   *
   * @param description the lines of {@code /proc/cpuinfo}
   */
  static boolean hasAvx512(List<String> description) {
    return description.stream()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(line -> List.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
        .filter(flags -> flags.containsAll(AVX512))
        .isPresent();
  }

  /**
   * Whether oneDNN may use AVX-512.
   *
   * @param limit the value of {@code DNNL_MAX_CPU_ISA}, or null
   */
  static boolean allowsAvx512(String limit) {
    String name = limit == null ? "ALL" : limit.toUpperCase(Locale.ROOT);
    return name.equals("ALL") || name.startsWith("AVX512_CORE");
  }
}
