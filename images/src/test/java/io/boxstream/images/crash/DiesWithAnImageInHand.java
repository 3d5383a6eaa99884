package io.boxstream.images.crash;

import java.lang.reflect.Field;
import java.nio.file.Path;
import sun.misc.Unsafe;

/** A process that takes two images in hand, puts down the first and dies of a signal. */
final class DiesWithAnImageInHand {

  private DiesWithAnImageInHand() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    FileCrashGuard guard = FileCrashGuard.open(Path.of(arguments[0]));
    CrashGuard.InHand first = guard.take(arguments[1]);
    guard.take(arguments[2]);
    first.close();
    Field unsafe = Unsafe.class.getDeclaredField("theUnsafe");
    unsafe.setAccessible(true);
    ((Unsafe) unsafe.get(null)).putAddress(0, 0);
  }
}
