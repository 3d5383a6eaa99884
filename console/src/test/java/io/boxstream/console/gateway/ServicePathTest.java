package io.boxstream.console.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.console.Service;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServicePathTest {

  @Test
  void readsServiceAndPath() {
    assertThat(ServicePath.parse("/api/ingest/v1/images/abc/file"))
        .contains(new ServicePath(Service.INGEST, "/v1/images/abc/file"));
    assertThat(ServicePath.parse("/api/evaluator/v1/models/my%20model/promotions"))
        .contains(new ServicePath(Service.EVALUATOR, "/v1/models/my%20model/promotions"));
    assertThat(ServicePath.parse("/api/trainer/v1/runs/2026-01-01T00:00:00Z..x"))
        .contains(new ServicePath(Service.TRAINER, "/v1/runs/2026-01-01T00:00:00Z..x"));
  }

  @Test
  void nothingLeavesTheVersionedAddressesOfAService() {
    for (String path :
        List.of(
            "/api/ingest/q/metrics",
            "/api/ingest/v1",
            "/api/ingest/v1/",
            "/api/ingest/v1/../q/metrics",
            "/api/ingest/v1/./images",
            "/api/ingest/v1/%2e%2e/q/metrics",
            "/api/ingest/v1/%2E./q/metrics",
            "/api/ingest/v1/.%2e/q/metrics",
            "/api/ingest/v1/images%2f..%2f..%2fq",
            "/api/ingest/v1/images%5c..%5cq",
            "/api/ingest/v1/%252e%252e/q",
            "/api/ingest/v1//evil.example/",
            "/api/ingest/v1/images//x",
            "/api/ingest//v1/images",
            "/api//ingest/v1/images",
            "//api/ingest/v1/images",
            "/api/ingest/v1/..;/q/metrics",
            "/api/ingest/v1/images;a=b",
            "/api/ingest/v1/images\\..\\q",
            "/api/ingest/v1/images%00",
            "/api/ingest/v1/images%0d%0aX:1",
            "/api/ingest/v1/images%2",
            "/api/ingest/v1/images x",
            "/api/ingest/v1/images\r\nX: y",
            "/api/ingest/v1/images#x",
            "/api/ingest/v1/images@evil\n",
            "/api/ingest@evil.example/v1/images",
            "/api/registry/v1/images",
            "/API/ingest/v1/images",
            "http://evil.example/api/ingest/v1/images")) {
      assertThat(ServicePath.parse(path)).as(path).isEmpty();
    }
  }
}
