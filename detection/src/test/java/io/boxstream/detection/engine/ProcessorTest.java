package io.boxstream.detection.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {
  @Test
  void readsTheFlagsOfTheFirstProcessor() {
    String all = "flags\t\t: fpu avx2 avx512f avx512dq avx512cd avx512bw avx512vl sha_ni";

    assertThat(Processor.hasAvx512(List.of("processor\t: 0", all, "processor\t: 1"))).isTrue();
    assertThat(Processor.hasAvx512(List.of(all.replace("avx512dq ", "")))).isFalse();
    assertThat(Processor.hasAvx512(List.of("processor\t: 0", "flags\t\t: fpu avx2"))).isFalse();
    assertThat(Processor.hasAvx512(List.of("Features : fp asimd"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    ", true",
    "ALL, true",
    "AVX512_CORE, true",
    "avx512_core_bf16, true",
    "AVX512_MIC, false",
    "AVX2, false",
    "SSE41, false"
  })
  void keepsToTheLimitThatOneDnnIsGiven(String limit, boolean allowed) {
    assertThat(Processor.allowsAvx512(limit)).isEqualTo(allowed);
  }
}
