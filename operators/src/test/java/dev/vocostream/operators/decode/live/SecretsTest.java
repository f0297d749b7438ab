package dev.vocostream.operators.decode.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.gate.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
  private static final String HOST = "cam.example";
  private static final Map<String, Set<String>> IN_THE_JOBS_FILE =
      Map.of("yard-2", Set.of(HOST), "hall", Set.of(HOST), "yard", Set.of(HOST));

  @TempDir private Path dir;

  private Secrets secrets(Map<String, String> environment, String file) throws Exception {
    Path path = file == null ? null : Files.writeString(dir.resolve("secrets"), file);
    return new Secrets(environment::get, path, IN_THE_JOBS_FILE);
  }

  @Test
  void theEnvironmentComesFirst() throws Exception {
    Secrets secrets = secrets(Map.of("VOCO_SECRET_YARD_2", "a:b"), "yard-2=c:d\nhall=e:f=:g \n");
    Credentials yard = secrets.find("yard-2", HOST);
    assertThat(yard.user() + " " + yard.password()).isEqualTo("a b");
    Credentials hall = secrets.find("hall", HOST);
    assertThat(hall.user() + " " + hall.password()).isEqualTo("e f=:g ");
    assertThat(hall.toString()).isEqualTo("***");
  }

  @Test
  void aSecretGoesToTheHostsOfItsLine() throws Exception {
    Secrets secrets =
        secrets(
            Map.of(),
            "gate@10.0.0.7, Gate.example,[2606:2800::1]=a@x:b@y\ngate@other.example=c:d\n");
    for (String host : new String[] {"10.0.0.7", "gate.example", "2606:2800::1"}) {
      assertThat(secrets.find("gate", host).password()).as(host).isEqualTo("b@y");
    }
    assertThat(secrets.find("gate", "other.example").password()).isEqualTo("d");
  }

  /** Names as whoever adds a camera may make them up, and hosts that are theirs. */
  @ParameterizedTest
  @CsvSource({
    "gate, evil.example",
    "gate, gate.example.evil.example",
    "gate, 10.0.0.7.evil.example",
    "gate@gate.example, evil.example",
    "gate@gate.example, gate.example",
    "yard, evil.example",
    "of-the-environment, cam.example",
    "no-hosts, evil.example",
    "#old, gate.example",
    "'#old@gate.example', gate.example",
    "split=admin:can, evil.example",
    "unknown, evil.example"
  })
  void andToNobodyElse(String name, String host) throws Exception {
    Secrets secrets =
        secrets(
            Map.of("VOCO_SECRET_OF_THE_ENVIRONMENT", "a:canary", "VOCO_SECRET_YARD", "a:canary"),
            "gate@10.0.0.7,gate.example=a:canary\nyard=a:canary\nno-hosts@=a:canary\n"
                + "#old@gate.example=a:canary\nsplit=admin:can=a:ry\n");
    assertThatThrownBy(() -> secrets.find(name, host))
        .isInstanceOf(VideoException.class)
        .hasMessage(
            "cannot use secret '%s' for this host: expected a line %s@%s=user:password in %s",
            name, name, host, dir.resolve("secrets"));
  }

  /** What its line says outweighs the job's file. */
  @Test
  void aLineWithHostsIsForNoOthers() throws Exception {
    Secrets secrets = secrets(Map.of(), "yard@other.example=a:canary\n");
    assertThatThrownBy(() -> secrets.find("yard", HOST))
        .hasMessageContaining("there is no secret 'yard'");
  }

  @Test
  void whatIsMissingOrWrongIsSaidWithoutRepeatingIt() throws Exception {
    assertThatThrownBy(() -> secrets(Map.of(), null).find("yard", HOST))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("VOCO_SECRET_YARD");
    assertThatThrownBy(() -> secrets(Map.of("VOCO_SECRET_YARD", "canary"), null).find("yard", HOST))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("user:password")
        .message()
        .doesNotContain("canary");
    assertThatThrownBy(
            () -> new Secrets(name -> null, dir.resolve("none"), Map.of()).find("yard", HOST))
        .hasMessageContaining("cannot be read");
  }
}
