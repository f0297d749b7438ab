package dev.vocostream.tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.cli.Voco;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The console of the chart: off, or with a users file, and nothing that is the job's. */
class ConsoleChartTest {
  private static final String ON = "console.enabled=true,console.usersSecret=people";
  private static final String NAME = Chart.RELEASE + "-console";

  @TempDir private Path directory;

  @Test
  void thereIsNoneUnlessOneIsWanted() throws Exception {
    assertThat(new Chart(directory).rendered("console.url=https://cameras.example.org"))
        .extracting(object -> object.path("kind").asText())
        .doesNotContain("Deployment", "Service");
  }

  @Test
  void withoutUsersItIsRefused() throws Exception {
    assertThat(new Chart(directory).refusal("console.enabled=true"))
        .contains("console.usersSecret", "voco console user");
  }

  @Test
  void itsCommandCanBeTypedAndReadsTheUsersOfTheSecret() throws Exception {
    PodTemplateSpec pod =
        deployment(ON + ",console.url=https://cameras.example.org").getSpec().getTemplate();
    Container console = pod.getSpec().getContainers().get(0);
    CommandLine.ParseResult typed =
        Voco.commandLine().parseArgs(console.getArgs().toArray(String[]::new)).subcommand();
    assertThat(typed.commandSpec().name()).isEqualTo("console");
    assertThat(typed.<String>matchedOptionValue("--listen", "")).isEqualTo("0.0.0.0");
    assertThat(typed.<URI>matchedOptionValue("--url", null))
        .hasToString("https://cameras.example.org");
    assertThat(typed.hasMatchedOption("--role")).as("a link in a log").isFalse();

    Map<String, String> mounts =
        console.getVolumeMounts().stream()
            .collect(Collectors.toMap(VolumeMount::getName, VolumeMount::getMountPath));
    Path users = typed.matchedOptionValue("--users", null);
    assertThat(users).isEqualTo(Path.of(mounts.get("users"), "users"));
    assertThat(volume(pod, "users").getSecret().getSecretName()).isEqualTo("people");
    Path config = typed.matchedOptionValue("--config", null);
    assertThat(config).isEqualTo(Path.of(mounts.get("config"), "voco.yaml"));
    assertThat(console.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(mounts.values()).contains("/tmp", "/home/voco");
    assertThat(mounts).doesNotContainKeys("secrets", "models", "checkpoints");
  }

  /** Asked by another name it refuses, and would be killed for it. */
  @Test
  void itsProbesUseANameThatItAnswersTo() throws Exception {
    Container console = deployment(ON).getSpec().getTemplate().getSpec().getContainers().get(0);
    int port = console.getPorts().get(0).getContainerPort();
    for (Probe probe :
        List.of(
            console.getStartupProbe(), console.getReadinessProbe(), console.getLivenessProbe())) {
      HTTPGetAction asked = probe.getHttpGet();
      assertThat(asked.getPort().getStrVal()).isEqualTo(console.getPorts().get(0).getName());
      assertThat(asked.getPath()).as("open to who is not logged in").isEqualTo("/login");
      assertThat(asked.getHttpHeaders())
          .singleElement()
          .matches(
              header ->
                  header.getName().equals("Host") && header.getValue().equals("127.0.0.1:" + port));
    }
    assertThat(console.getArgs()).contains("--port=" + port);
  }

  @Test
  void itsServiceAndItsPolicyAreForItsPodAloneAndTheJobsAreNot() throws Exception {
    List<JsonNode> objects =
        new Chart(directory).rendered(ON + ",console.from[0].podSelector.matchLabels.app=proxy");
    Map<String, String> labels =
        deployment(objects).getSpec().getTemplate().getMetadata().getLabels();
    Service service = read(objects, object -> isKind(object, "Service"), Service.class);
    assertThat(service.getSpec().getSelector()).isEqualTo(labels);
    NetworkPolicy own =
        read(
            objects,
            object -> isKind(object, "NetworkPolicy") && isNamed(object, NAME),
            NetworkPolicy.class);
    assertThat(own.getSpec().getPodSelector().getMatchLabels()).isEqualTo(labels);
    assertThat(own.getSpec().getIngress()).hasSize(1);
    NetworkPolicy job =
        read(
            objects,
            object -> isKind(object, "NetworkPolicy") && isNamed(object, Chart.RELEASE),
            NetworkPolicy.class);
    assertThat(labels.entrySet())
        .doesNotContainAnyElementsOf(job.getSpec().getPodSelector().getMatchLabels().entrySet());
  }

  @Test
  void nobodyReachesItsPodUnlessNamed() throws Exception {
    NetworkPolicy own =
        read(
            new Chart(directory).rendered(ON),
            object -> isKind(object, "NetworkPolicy") && isNamed(object, NAME),
            NetworkPolicy.class);
    assertThat(own.getSpec().getPolicyTypes()).contains("Ingress", "Egress");
    assertThat(own.getSpec().getIngress()).isEmpty();
  }

  private Deployment deployment(String values) throws Exception {
    return deployment(new Chart(directory).rendered(values));
  }

  private static Deployment deployment(List<JsonNode> objects) throws Exception {
    return read(objects, object -> isKind(object, "Deployment"), Deployment.class);
  }

  private static <T> T read(List<JsonNode> objects, Predicate<JsonNode> which, Class<T> type)
      throws Exception {
    return type.cast(
        KubernetesObjects.read(objects.stream().filter(which).findFirst().orElseThrow()));
  }

  private static boolean isKind(JsonNode object, String kind) {
    return object.path("kind").asText().equals(kind);
  }

  private static boolean isNamed(JsonNode object, String name) {
    return object.at("/metadata/name").asText().equals(name);
  }

  private static Volume volume(PodTemplateSpec pod, String name) {
    return pod.getSpec().getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
