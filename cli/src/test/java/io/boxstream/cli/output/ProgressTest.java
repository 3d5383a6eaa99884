package io.boxstream.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.cli.FakeTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FakeTime time = new FakeTime();

  @Test
  void writesOneLineOverOnATerminal() {
    Progress progress = progress(OptionalInt.of(20));

    progress.show("1 of 9");
    progress.show("2 of 9, too soon to be seen");
    time.pass(Duration.ofSeconds(1));
    progress.show("3 of 9 and more than fits");
    progress.say("done");

    assertThat(printed())
        .isEqualTo("\r\u001b[2K1 of 9\r\u001b[2K3 of 9 and more th…\r\u001b[2Kdone\n");
  }

  @Test
  void printsALineNowAndThenElsewhere() {
    Progress progress = progress(OptionalInt.empty());

    progress.show("at once");
    time.pass(Duration.ofSeconds(10));
    progress.show("after ten seconds");
    time.pass(Duration.ofSeconds(5));
    progress.show("after fifteen");
    progress.close();

    assertThat(printed()).isEqualTo("after ten seconds\n");
  }

  @Test
  void ratesAreThoseOfTheLatestSeconds() {
    Rate rate = new Rate(time::nanos);
    rate.add(0);
    assertThat(rate.perSecond()).isZero();
    assertThat(rate.timeFor(100)).isEmpty();

    time.pass(Duration.ofSeconds(2));
    rate.add(20);
    assertThat(rate.perSecond()).isEqualTo(10);
    assertThat(rate.timeFor(100)).contains(Duration.ofSeconds(10));

    for (int second = 1; second <= 30; second++) {
      time.pass(Duration.ofSeconds(1));
      rate.add(20 + 2 * second);
    }
    assertThat(rate.perSecond()).isBetween(1.9, 2.1);
  }

  @Test
  void numbersAreReadable() {
    assertThat(Words.bytes(999)).isEqualTo("999 B");
    assertThat(Words.bytes(1_500)).isEqualTo("1.5 kB");
    assertThat(Words.bytes(999_999)).isEqualTo("1.0 MB");
    assertThat(Words.bytes(123_456_789)).isEqualTo("123 MB");
    assertThat(Words.bytes(0)).isEqualTo("0 B");
    assertThat(Words.time(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Words.time(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
    assertThat(Words.time(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    assertThat(Words.bar(1, 4)).isEqualTo("[#####---------------]  25 %");
    assertThat(Words.bar(9, 4)).isEqualTo("[####################] 100 %");
    assertThat(Words.bar(0, 0)).isEqualTo("[--------------------]   0 %");
    assertThat(Words.count(1, "image")).isEqualTo("1 image");
    assertThat(Words.count(2, "image")).isEqualTo("2 images");
  }

  @Test
  void columnsOfATableBeginOneBelowTheOther() {
    Table table = new Table("NAME", "STATE");
    table.add("a", "up");
    table.add("longer", "");

    assertThat(table.lines()).containsExactly("NAME    STATE", "a       up", "longer");
  }

  private Progress progress(OptionalInt columns) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Progress(new Console(stream, stream, columns), time::nanos);
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
