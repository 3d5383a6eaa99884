package io.boxstream.local.crash;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import net.bytebuddy.asm.Advice;

/**
 * What stands before OpenCV takes the bytes of an image: an image with a certain text in it kills
 * the process with a signal, as an error in the decoder would. The code is copied into the service.
 */
final class DeadlyDecoder {

  /** What a deadly image has in it. */
  static final String MARK = "kills the decoder";

  private DeadlyDecoder() {}

  @Advice.OnMethodEnter
  static void dieOfTheMark(@Advice.Argument(0) byte[] bytes) throws ReflectiveOperationException {
    if (new String(bytes, StandardCharsets.ISO_8859_1).contains(MARK)) {
      Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
      field.setAccessible(true);
      Object unsafe = field.get(null);
      unsafe.getClass().getMethod("putAddress", long.class, long.class).invoke(unsafe, 0L, 0L);
    }
  }
}
