package io.boxstream.rest.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingStackTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void closesTheLastOpenedFirstAndEachOnce() {
    ClosingStack stack = new ClosingStack();
    stack.push(part("store"));
    stack.push(part("publisher"));
    stack.push(part("loop"));

    stack.close();
    stack.close();

    assertThat(closed).containsExactly("loop", "publisher", "store");
  }

  @Test
  void aPartThatFailsDoesNotKeepTheOthersOpen() {
    ClosingStack stack = new ClosingStack();
    stack.push(part("store"));
    stack.push(
        () -> {
          throw new IOException("the broker is away");
        });
    stack.push(part("loop"));

    stack.close();

    assertThat(closed).containsExactly("loop", "store");
  }

  private AutoCloseable part(String name) {
    return () -> closed.add(name);
  }
}
