package io.boxstream.detection.process;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.boxstream.detection.engine.EngineArrays;
import io.boxstream.detection.engine.EngineRuntime;
import java.nio.FloatBuffer;

/**
 * Uploads numbers and reads them back, while another thread keeps the garbage collector busy. A
 * number that comes back as another one ends the process with an error.
 */
public final class Uploads {
  /** So small a young generation is collected some hundred times a second. */
  static final String[] OPTIONS = {
    "-Xmx64m", "-Xmn1m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"
  };

  private static volatile byte[] garbage;

  private Uploads() {}

  /** Uploads as many numbers as the argument says. */
  public static void main(String[] arguments) {
    Thread litterer = new Thread(Uploads::litter);
    litterer.setDaemon(true);
    litterer.start();
    try (NDManager manager = new EngineRuntime().newManager()) {
      for (int number = 1; number <= Integer.parseInt(arguments[0]); number++) {
        float[] values = {number};
        try (NDArray array = EngineArrays.upload(manager, FloatBuffer.wrap(values), new Shape(1))) {
          float arrived = array.toFloatArray()[0];
          if (arrived != number) {
            throw new IllegalStateException(number + " arrived as " + arrived);
          }
        }
      }
    }
  }

  private static void litter() {
    while (true) {
      garbage = new byte[4096];
    }
  }
}
