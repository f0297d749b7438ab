package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessEndTest {

  @Test
  void theProcessEndsAtOnceWithItsReasonAndWithoutItsShutdownHooks() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(255); // -1, as the system sees it
    assertThat(printed)
        .contains("this process ends now: the device is lost")
        .doesNotContain("the hook ran", "still here");
  }

  /** The process that ends. */
  static final class Child {
    public static void main(String[] args) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("the hook ran")));
      ProcessEnd.ofThisProcess().halt("the device is lost");
      System.out.println("still here");
    }
  }
}
