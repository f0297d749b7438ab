package dev.vocostream.operators.decode.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.gate.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir private Path dir;

  private Secrets secrets(Map<String, String> environment, String file) throws Exception {
    Path path = file == null ? null : Files.writeString(dir.resolve("secrets"), file);
    return new Secrets(environment::get, path);
  }

  @Test
  void theEnvironmentComesFirst() throws Exception {
    Secrets secrets = secrets(Map.of("VOCO_SECRET_YARD_2", "a:b"), "yard-2=c:d\nhall=e:f=:g \n");
    Credentials yard = secrets.find("yard-2");
    assertThat(yard.user() + " " + yard.password()).isEqualTo("a b");
    Credentials hall = secrets.find("hall");
    assertThat(hall.user() + " " + hall.password()).isEqualTo("e f=:g ");
    assertThat(hall.toString()).isEqualTo("***");
  }

  @Test
  void whatIsMissingOrWrongIsSaidWithoutRepeatingIt() throws Exception {
    assertThatThrownBy(() -> secrets(Map.of(), null).find("yard"))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("VOCO_SECRET_YARD");
    assertThatThrownBy(() -> secrets(Map.of("VOCO_SECRET_YARD", "canary"), null).find("yard"))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("user:password")
        .message()
        .doesNotContain("canary");
    assertThatThrownBy(() -> new Secrets(name -> null, dir.resolve("none")).find("yard"))
        .hasMessageContaining("cannot be read");
  }
}
