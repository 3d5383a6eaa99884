package io.boxstream.inference.hardexamples;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.images.PerceptualHash;
import io.boxstream.inference.hardexamples.CandidateWindow.Entry;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CandidateWindowTest {

  @Test
  void keepsTheHardestAndNotTheFirst() {
    CandidateWindow window = new CandidateWindow(3, 1000);
    Random hashes = new Random(1);
    for (double score : new double[] {0.3, 0.1, 0.2, 0.9, 0.15, 0.5, 0.4}) {
      window.add(entry(score, hashes.nextLong(), 10));
    }

    assertThat(window.admits(candidate(0.35, 10))).isFalse();
    assertThat(window.admits(candidate(0.45, 10))).isTrue();
    assertThat(scores(window.drain())).containsExactly(0.9, 0.5, 0.4);
    assertThat(window.drain()).isEmpty();
  }

  @Test
  void keepsTheHardestOfThoseThatLookTheSame() {
    CandidateWindow window = new CandidateWindow(3, 1000);
    long scene = 0x5a5a_1234_9876_0ff0L;

    assertThat(window.add(entry(0.3, scene, 10))).isEmpty();
    Entry less = entry(0.2, scene ^ 0b111, 10);
    assertThat(window.add(less)).containsExactly(less);
    assertThat(scores(window.add(entry(0.8, scene ^ 0b101, 10)))).containsExactly(0.3);
    assertThat(window.add(entry(0.25, ~scene, 10))).isEmpty();

    assertThat(scores(window.drain())).containsExactly(0.8, 0.25);
  }

  @Test
  void isBoundedInBytes() {
    CandidateWindow window = new CandidateWindow(10, 100);
    Random hashes = new Random(2);

    window.add(entry(0.5, hashes.nextLong(), 60));
    window.add(entry(0.4, hashes.nextLong(), 30));
    assertThat(window.admits(candidate(0.3, 20))).isFalse();
    assertThat(window.admits(candidate(0.45, 40))).isTrue();
    window.add(entry(0.45, hashes.nextLong(), 40));

    assertThat(window.bytes()).isEqualTo(100);
    assertThat(scores(window.drain())).containsExactly(0.5, 0.45);
  }

  private static Entry entry(double score, long hash, int bytes) {
    return new Entry(candidate(score, bytes), new PerceptualHash(hash));
  }

  private static Candidate candidate(double score, int bytes) {
    return Requests.candidate(new byte[bytes], score);
  }

  private static List<Double> scores(List<Entry> entries) {
    return entries.stream().map(entry -> entry.candidate().score()).toList();
  }
}
