package io.boxstream.detection.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterArrayTest {
  private static final int PATTERNS = 1 << Short.SIZE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /**
   * Every pattern of 16 bits against IEEE 754's definition in exact decimals: ±2^(e - bias) · (1 +
   * fraction), or with e = 0 ±2^(1 - bias) · fraction; the largest e is infinity or no number.
   */
  @ParameterizedTest
  @CsvSource({"FLOAT16, 10", "BFLOAT16, 7"})
  void convertsEveryShortNumberExactly(ElementType type, int fractionBits) {
    ByteBuffer patterns =
        ByteBuffer.allocate(PATTERNS * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < PATTERNS; bits++) {
      patterns.putShort((short) bits);
    }

    float[] values = new ParameterArray(type, List.of(PATTERNS), patterns.array()).floats();

    for (int bits = 0; bits < PATTERNS; bits++) {
      assertNumber(values[bits], bits, fractionBits);
    }
  }

  private static void assertNumber(float value, int bits, int fractionBits) {
    int exponentBits = Short.SIZE - 1 - fractionBits;
    int largest = (1 << exponentBits) - 1;
    int exponent = bits >> fractionBits & largest;
    int fraction = bits & (1 << fractionBits) - 1;
    boolean negative = bits >> Short.SIZE - 1 == 1;
    String what = "the number of 0x%04x".formatted(bits);
    if (exponent == largest) {
      Float limit = negative ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
      assertThat(value).as(what).isEqualTo(fraction == 0 ? limit : Float.valueOf(Float.NaN));
      return;
    }
    int whole = exponent == 0 ? 0 : 1 << fractionBits;
    BigDecimal magnitude =
        BigDecimal.valueOf(whole + fraction)
            .multiply(powerOfTwo(Math.max(exponent, 1) - largest / 2 - fractionBits));
    assertThat(new BigDecimal(Math.abs(value))).as(what).isEqualByComparingTo(magnitude);
    assertThat(Math.copySign(1, value)).as(what).isEqualTo(negative ? -1 : 1);
  }

  private static BigDecimal powerOfTwo(int exponent) {
    return exponent >= 0 ? TWO.pow(exponent) : new BigDecimal("0.5").pow(-exponent);
  }
}
