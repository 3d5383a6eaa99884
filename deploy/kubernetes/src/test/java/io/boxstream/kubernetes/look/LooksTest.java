package io.boxstream.kubernetes.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.kubernetes.BaseFolder;
import io.boxstream.kubernetes.Checkout;
import io.boxstream.kubernetes.Looks;
import io.boxstream.kubernetes.manifest.Rendered;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Each look finds what it is for, in the manifests of {@code base} with one mistake. */
class LooksTest {
  private static final List<Class<? extends Look>> ALL =
      List.of(
          SettingsLook.class,
          ImagesLook.class,
          PortsLook.class,
          ProbesLook.class,
          StoppingLook.class,
          TopicsLook.class,
          UsersLook.class,
          ScalingLook.class,
          NetworkLook.class,
          SecretsLook.class,
          EncryptionLook.class,
          ResourcesLook.class,
          DisruptionLook.class,
          MonitoringLook.class,
          TrainingLook.class);

  @ParameterizedTest
  @FieldSource("ALL")
  void findsNothingInTheFolderAsItIs(Class<? extends Look> look) throws IOException {
    assertThat(look(look).findings(BaseFolder.read().rendered())).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void findsNothingInTheFolderForSeveralMachines(Class<? extends Look> look) throws IOException {
    assertThat(look(look).findings(BaseFolder.distributed().rendered())).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {2} instead of {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          TrainingLook | value: coordinator | value: none | Deployment/training-worker: the trainer is no coordinator
          TrainingLook | WORKERS, value: "2" | WORKERS, value: "3" | 2 instances of worker, and the trainer waits for 3
          TrainingLook | SERVERS, value: "1" | SERVERS, value: "2" | 1 instances of server, and the trainer waits for 2
          TrainingLook | HOST, value: 0.0.0.0 | HOST, value: 127.0.0.1 | listens for nobody
          TrainingLook | participant\\n          image: boxstream/trainer-service:latest | participant\\n          image: boxstream/trainer-service:latest-gpu | another image
          TrainingLook | ROLE, value: server | ROLE, value: worker | its role is not server
          TrainingLook | trainer-participants:8095 | trainer:8095 | no Service with the port 8095 is trainer:8095
          TrainingLook | publishNotReadyAddresses: true | publishNotReadyAddresses: false | no Service with the port
          TrainingLook | _COORDINATOR, | _LEADER, | no key for BOXSTREAM_TRAINER_DISTRIBUTED_LEADER
          TrainingLook | [/usr/local/lib/boxstream/health, ready] | [/usr/local/lib/boxstream/health] | readinessProbe runs
          TrainingLook | Seconds: 15\\n      securityContext | Seconds: 1\\n      securityContext | too little time
          TrainingLook | automountServiceAccountToken: false\\n      enableServiceLinks | enableServiceLinks | may ask the API server
          NetworkLook | matchLabels: {app.kubernetes.io/name: boxstream-training} | matchLabels: {} | a-pod-without-labels must not connect to trainer on port 8095
          NetworkLook | {port: 32768, endPort: 60999} | {port: 32768} | training-worker cannot connect to training-server on port 60999
          NetworkLook | endPort: 60999 | endPort: 65535 | must not connect to training-server on port 61000
          NetworkLook | component: training-worker}\\n      ports | component: training-server}\\n      ports | training-server must not connect to training-server on port 32768
          ImagesLook | participant\\n          image: boxstream/trainer-service | participant\\n          image: boxstream/evaluator-service | is another service
          SecretsLook | {name: training, key: token} | {name: training, key: key} | nobody makes the secret training/key
          PortsLook | component: trainer\\n  ports:\\n    - {name: participants | component: train\\n  ports:\\n    - {name: participants | selects no pod
          """)
  void findsTheMistakeInTheFolderForSeveralMachines(
      String look, String old, String other, String finding) throws IOException {
    BaseFolder broken = BaseFolder.distributed().with(lines(old), lines(other));

    assertThat(look(look).findings(broken.rendered()))
        .anySatisfy(found -> assertThat(found).contains(finding));
  }

  @Test
  void everyLookIsTaken() throws IOException {
    assertThat(Looks.all(Checkout.HOME, BaseFolder.secrets()))
        .extracting(Object::getClass)
        .containsExactlyInAnyOrderElementsOf(ALL);
  }

  @ParameterizedTest(name = "{0}: {2} instead of {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SettingsLook | KAFKA_SASL_MECHANISM | KAFKA_SASL_MECHANISMS | no key for KAFKA_SASL_MECHANISMS
          SettingsLook | name: BOXSTREAM_TRAINER_RECIPE | name: BOXSTREAM_TRAINER_RECEIPT | StatefulSet/trainer: no key for BOXSTREAM_TRAINER_RECEIPT
          SettingsLook | name: BOXSTREAM_TRAINER_RECIPE | name: BOXSTREAM_INFERENCE_THRESHOLD | StatefulSet/trainer: no key for
          SettingsLook | quarkus.http.insecure-requests | quarkus.http.insecure-request | no key quarkus.http.insecure-request,
          SettingsLook | /run/boxstream/store.properties | /run/boxstream/shop.properties | nothing is mounted as
          ImagesLook | boxstream/console:latest | boxstream/consoles:latest | builds no boxstream/consoles:latest
          ImagesLook | boxstream/console:latest | boxstream/console:latest-gpu | builds no boxstream/console:latest-gpu
          ImagesLook | boxstream/trainer-service:latest | boxstream/ingest-service:latest | is another service
          PortsLook | containerPort: 8083 | containerPort: 8093 | StatefulSet/evaluator: ports
          PortsLook | value: "8081" | value: "8082" | QUARKUS_HTTP_SSL_PORT is not 8081
          PortsLook | https://trainer:8082 | https://trainer:8083 | is not https://trainer:8082
          PortsLook | targetPort: https | targetPort: http | not the one port
          PortsLook | pod-index: "0" | index: "0" | selects no pod
          ProbesLook | path: /q/health/ready | path: /q/health/readiness | readinessProbe does not ask
          ProbesLook | scheme: HTTPS | scheme: HTTP | livenessProbe does not ask
          StoppingLook | terminationGracePeriodSeconds: 420 | terminationGracePeriodSeconds: 60 | StatefulSet/ingest: 60 s to stop, and may need 400
          StoppingLook | seconds: 10 | seconds: 1 | sleeps for 1 s
          StoppingLook | maxUnavailable: 0 | maxUnavailable: 1 | may take a pod
          TopicsLook | partitions: 6 | partitions: 5 | detection-requests is missing or not 6 partitions
          TopicsLook | cleanup.policy: compact,delete | cleanup.policy: delete | checkpoints is missing or not
          TopicsLook | name: drift.dlq | name: drifts.dlq | the code has no topic drifts.dlq
          UsersLook | operations: [Describe] | operations: [Read] | scaler must not have
          UsersLook | name: scaler | name: scale | no user scaler
          UsersLook | type: scram-sha-512 | type: tls | has no password
          ScalingLook | maxReplicaCount: 6 | maxReplicaCount: 7 | 2 to 7 instances for 6 partitions
          ScalingLook | topic: detection-requests | topic: detections | ScaledObject/inference: no trigger
          ScalingLook | boxstream_consumer_lag_records | boxstream_lag | ScaledObject/ingest: no trigger
          ScalingLook | name: ingest\\n  pollingInterval | name: intake\\n  pollingInterval | no StatefulSet/intake
          ScalingLook | replicas: 1\\n  serviceName: trainer | replicas: 2\\n  serviceName: trainer | StatefulSet/trainer: replicas 2
          NetworkLook | ports: [{port: 8084}] | ports: [{port: 8083}] | console cannot connect to inference on port 8084
          NetworkLook | policyTypes: [Ingress, Egress] | policyTypes: [Ingress] | kafka cannot connect to kafka on port 9090
          NetworkLook | policyTypes: [Ingress, Egress] | policyTypes: [Egress] | a-pod-of-others must not connect to entity-operator on port 22
          NetworkLook | - {port: 53, protocol: UDP} | - {port: 53} | ingest cannot ask for names
          NetworkLook | matchLabels: {boxstream.io/ingress: "true"} | matchLabels: {} | beside-prometheus must not connect to console on port 8080
          NetworkLook | networkPolicyPeers: | peers: | a-pod-of-others must not connect to kafka on port 9093
          NetworkLook | ports: [{port: 443}] | ports: [{port: 443, endPort: 8000}] | must not connect to store on port 8000
          NetworkLook | 169.254.0.0/16, | | must not connect to metadata-service on port 443
          SecretsLook | secret: {name: ingest-store} | secret: {name: ingest-shop} | nobody makes the secret ingest-shop
          SecretsLook | key: sasl.jaas.config | key: jaas | nobody makes the secret ingest/jaas
          SecretsLook | {parameter: password, name: scaler | {parameter: password, name: client-2 | nobody makes the secret client-2/password
          SecretsLook | credentials: {name: metrics, key: key} | credentials: {name: metrics, key: token} | nobody makes the secret metrics/token
          EncryptionLook | insecure-requests=disabled | insecure-requests=enabled | answers without TLS
          EncryptionLook | SASL_SSL | SASL_PLAINTEXT | Kafka without TLS
          EncryptionLook | BOXSTREAM_ACCESS_KEYS_FILE | BOXSTREAM_ACCESS_UNPROTECTED | asks for no keys
          EncryptionLook | tls: true | tls: false | listener tls
          EncryptionLook | type: simple\\n    config | type: custom\\n    config | no authorization
          EncryptionLook | - host: detect.boxstream.example.org | - host: other.example.org | no certificate for other.example.org
          EncryptionLook | {name: console, port: {name: https}} | {name: consoles, port: {name: https}} | no Service consoles
          ResourcesLook | limits: {cpu: "2", memory: 3Gi} | limits: {cpu: 1500m, memory: 3Gi} | may use "1500m" processors
          ResourcesLook | limits: {cpu: "2", memory: 3Gi} | limits: {cpu: "2", memory: 4Gi} | does not ask for the memory
          DisruptionLook | maxUnavailable: 1\\n  unhealthy | maxUnavailable: 2\\n  unhealthy | no budget takes one instance of ingest
          DisruptionLook | volumeClaimTemplates | volumeTemplates | the work folder of trainer is on no volume
          MonitoringLook | path: /q/metrics | path: /metrics | console is not read by Prometheus
          MonitoringLook | serverName: trainer | serverName: ingest | trainer is not read
          MonitoringLook | alert: BoxstreamServiceDown | alert: BoxstreamServicesDown | rules are not those
          MonitoringLook | "overview.json" | "overviews.json" | dashboards are not those
          """)
  void findsTheMistake(String look, String old, String other, String finding) throws IOException {
    BaseFolder broken = BaseFolder.read().with(lines(old), other == null ? "" : lines(other));

    assertThat(look(look).findings(broken.rendered()))
        .anySatisfy(found -> assertThat(found).contains(finding));
  }

  @Test
  void findsALoginAsTextAndASecretAmongTheManifests() throws IOException {
    BaseFolder broken =
        BaseFolder.read()
            .withFirst(
                "- {name: QUARKUS_HTTP_SSL_PORT",
                "- {name: MY_PASSWORD, value: a}\n            - {name: Q")
            .withFirst("---\n", "---\n{kind: Secret, metadata: {name: planted}}\n---\n");

    assertThat(look("EncryptionLook").findings(broken.rendered()))
        .anySatisfy(found -> assertThat(found).contains("MY_PASSWORD has a value"))
        .anySatisfy(found -> assertThat(found).contains("Secret/planted"));
  }

  @Test
  void findsAnImageForGpusWithoutOneAndAGpuWithoutItsImage() throws IOException {
    Rendered image =
        BaseFolder.read().with("trainer-service:latest", "trainer-service:latest-gpu").rendered();
    Rendered gpu =
        BaseFolder.read().with("memory: 3Gi}", "memory: 3Gi, nvidia.com/gpu: 1}").rendered();

    assertThat(look("ResourcesLook").findings(image))
        .containsExactly("StatefulSet/trainer: no GPU");
    assertThat(look("ResourcesLook").findings(gpu))
        .containsExactly("StatefulSet/trainer: a GPU for an image without its library");
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n");
  }

  private static Look look(Class<? extends Look> type) throws IOException {
    return look(type.getSimpleName());
  }

  private static Look look(String name) throws IOException {
    return Looks.all(Checkout.HOME, BaseFolder.secrets()).stream()
        .filter(look -> look.getClass().getSimpleName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
