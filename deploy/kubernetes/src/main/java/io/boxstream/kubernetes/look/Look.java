package io.boxstream.kubernetes.look;

import io.boxstream.kubernetes.manifest.Rendered;
import java.io.IOException;
import java.util.List;

/** Looks at everything that a folder renders to. */
public interface Look {

  /** What holds if nothing is found, as a sentence. */
  String statement();

  /**
   * What is wrong, for people; nothing if the statement holds.
   *
   * @throws IOException if a file of the checkout cannot be read
   */
  List<String> findings(Rendered rendered) throws IOException;
}
