package io.boxstream.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PrintableTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = new Console(stream(out), stream(err), OptionalInt.empty());

  @Test
  void namesOfOthersDoNotControlTheTerminal() {
    console.print("hat\u001b]52;c;cm0=\u0007 \u009b2J\r\u202e");
    console.say("there is no run \u001b[31m");

    assertThat(out.toString(UTF_8))
        .isEqualToIgnoringNewLines("hat\\u001b]52;c;cm0=\\u0007 \\u009b2J\\u000d\\u202e\n");
    assertThat(err.toString(UTF_8)).isEqualToIgnoringNewLines("there is no run \\u001b[31m\n");
  }

  @Test
  void ordinaryTextStaysAsItIs() {
    console.print("Größe\t640\n安全帽 😀");

    assertThat(out.toString(UTF_8)).isEqualToIgnoringNewLines("Größe\t640\n安全帽 😀\n");
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, UTF_8);
  }
}
