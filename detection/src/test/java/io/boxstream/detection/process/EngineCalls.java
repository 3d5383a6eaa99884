package io.boxstream.detection.process;

import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.mxnet.jna.MxnetLibrary;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records the threads that call MXNet. DJL makes all its calls through one interface, which is
 * replaced here by a proxy that records the calling thread. The virtual machine must not compile
 * DJL's uses of it: {@link #OPTIONS}.
 */
public final class EngineCalls {
  /** Of a virtual machine in which calls are recorded. */
  public static final String[] OPTIONS = {
    "-XX:CompileCommand=quiet", "-XX:CompileCommand=exclude,ai.djl.mxnet.jna.JnaUtils::*"
  };

  private static final String LIBRARY = "LIB";

  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();

  private EngineCalls() {}

  /** Records from now on. The engine must have been loaded. */
  public static EngineCalls record() throws ReflectiveOperationException {
    EngineCalls calls = new EngineCalls();
    Field field = JnaUtils.class.getDeclaredField(LIBRARY);
    Class<?> unsafeType = Class.forName("sun.misc.Unsafe");
    Field instance = unsafeType.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    Object unsafe = instance.get(null);
    Object base = unsafeType.getMethod("staticFieldBase", Field.class).invoke(unsafe, field);
    Object offset = unsafeType.getMethod("staticFieldOffset", Field.class).invoke(unsafe, field);
    Object library =
        unsafeType.getMethod("getObject", Object.class, long.class).invoke(unsafe, base, offset);
    unsafeType
        .getMethod("putObject", Object.class, long.class, Object.class)
        .invoke(unsafe, base, offset, calls.recording((MxnetLibrary) library));
    return calls;
  }

  private MxnetLibrary recording(MxnetLibrary library) {
    return (MxnetLibrary)
        Proxy.newProxyInstance(
            MxnetLibrary.class.getClassLoader(),
            new Class<?>[] {MxnetLibrary.class},
            (proxy, method, arguments) -> {
              callers.add(Thread.currentThread());
              try {
                return method.invoke(library, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** All threads that have called since. */
  public Set<Thread> callers() {
    return Set.copyOf(callers);
  }
}
