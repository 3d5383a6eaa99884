package io.boxstream.console.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VitalsTest {

  @Test
  void readsTheMetricsOfAService() {
    // When
    Vitals vitals =
        Vitals.of(
            """
            # HELP boxstream_consumer_lag_records Records on the topic that are not handled yet
            # TYPE boxstream_consumer_lag_records gauge
            boxstream_consumer_lag_records{topic="checkpoints"} 0.0
            boxstream_consumer_lag_records{topic="annotated-images"} 1.2E3
            boxstream_consumer_lag_records{topic="evaluations"} NaN
            boxstream_dead_letters_total{topic="label-findings"} 0.0
            boxstream_dead_letters_total{topic="rejected-images"} 2.0
            jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 2.5165824E7
            jvm_memory_used_bytes{area="heap",id="G1 Old Gen"} 1000000.0
            jvm_memory_used_bytes{area="nonheap",id="CodeHeap 'profiled nmethods'"} 1.3021696E7
            jvm_memory_max_bytes{area="heap",id="G1 Eden Space"} -1.0
            jvm_memory_max_bytes{area="heap",id="G1 Old Gen"} 5.36870912E8
            process_cpu_usage 0.75
            system_cpu_count 2.0
            process_uptime_seconds 395.068
            boxstream_trainer_present_runs{state="queued"} 3.0
            boxstream_trainer_present_runs{state="running"} 1.0
            boxstream_ingest_webhook_waiting{tool="cvat"} 4.0
            boxstream_ingest_webhook_waiting{tool="label-studio"} 5.0
            boxstream_disk_free_bytes 7.8206513152E10 1395066363000
            """);

    // Then
    assertThat(vitals.lag())
        .containsExactly(
            new Vitals.Count("annotated-images", 1200), new Vitals.Count("checkpoints", 0));
    assertThat(vitals.deadLetters()).containsExactly(new Vitals.Count("rejected-images", 2));
    assertThat(vitals.heapUsedBytes()).hasValue(26_165_824);
    assertThat(vitals.heapMaxBytes()).hasValue(536_870_912);
    assertThat(vitals.processors()).hasValue(1.5);
    assertThat(vitals.uptimeSeconds()).hasValue(395.068);
    assertThat(vitals.diskFreeBytes()).hasValue(78_206_513_152.0);
    assertThat(vitals.queues())
        .containsExactly(
            new Vitals.Count("queued-runs", 3), new Vitals.Count("webhook-deliveries", 9));
    assertThat(vitals.residentBytes()).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void readsLabelsWithEveryCharacter() {
    // When
    Samples samples =
        Samples.parse(
            "metric{a=\"}\\\"\\\\, x=\\n\",b=\"2\"} 7\nother 3\nbroken{ 1\n", "metric"::equals);

    // Then
    assertThat(samples.of("metric").get(0).labels())
        .containsEntry("a", "}\"\\, x=\n")
        .containsEntry("b", "2");
    assertThat(samples.sum("other")).isEmpty();
  }

  @Test
  void findsNothingInSomethingElse() {
    assertThat(Vitals.of("<html>not metrics</html>").lag()).isEmpty();
  }
}
