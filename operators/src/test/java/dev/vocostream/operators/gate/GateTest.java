package dev.vocostream.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import dev.vocostream.operators.gate.Gates.CountingResolver;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class GateTest {
  private final CountingResolver resolver = new CountingResolver();

  @ParameterizedTest
  @CsvFileSource(
      resources = "urls.csv",
      delimiter = '\t',
      quoteCharacter = '\b',
      nullValues = "NEVER",
      ignoreLeadingAndTrailingWhitespace = false)
  void decides(String reason, String settings, String escaped) {
    String url =
        escaped == null
            ? ""
            : escaped.translateEscapes().replace("{port}", "8554").replace("{canary}", "/canary");
    Gate gate = new Gate(settings.equals("lan") ? Gates.lan() : Gates.strict(), resolver);

    BlockedUrlException blocked =
        catchThrowableOfType(BlockedUrlException.class, () -> gate.check(url));

    assertThat(blocked == null ? "OK" : blocked.reason().name())
        .as(blocked == null ? url : blocked.getMessage())
        .isEqualTo(reason);
    assertThat(resolver.asked).hasSizeLessThanOrEqualTo(1);
    if (blocked != null) {
      assertThat(blocked).hasMessageNotContainingAny("s3cr3t", "cr3t", "admin").hasNoCause();
    }
  }

  @Test
  void takesAUrlApart() throws Exception {
    CheckedUrl checked =
        new Gate(Gates.strict(), resolver)
            .check("rtsps://ad%6Din:s3%40cr+3t@CAM.example/Streaming/101?a=%2F&b");

    CameraUrl url = checked.url();
    assertThat(url.scheme()).isEqualTo(Scheme.RTSPS);
    assertThat(url.host()).isEqualTo("cam.example");
    assertThat(url.port()).isEqualTo(322);
    assertThat(url.path()).isEqualTo("/Streaming/101");
    assertThat(url.query()).contains("a=%2F&b");
    assertThat(url.credentials().orElseThrow().user()).isEqualTo("admin");
    assertThat(url.credentials().orElseThrow().password()).isEqualTo("s3@cr+3t");
    assertThat(checked.address().getAddress().getHostAddress()).isEqualTo("93.184.215.14");
    assertThat(checked.address().getPort()).isEqualTo(322);
    assertThat(url.onLoopback(5000)).hasToString("rtsp://127.0.0.1:5000/Streaming/101?a=%2F&b");
  }

  @Test
  void showsNoCredentialsNoPathAndNoQuery() throws Exception {
    CheckedUrl checked =
        new Gate(Gates.strict(), resolver)
            .check("rtsp://admin:s3cr3t@cam.example/user=admin_password=s3cr3t?pwd=s3cr3t");

    assertThat(checked).hasToString("rtsp://cam.example:554/… at 93.184.215.14");
    assertThat(checked.url()).hasToString("rtsp://cam.example:554/…");
    assertThat(checked.url().credentials().orElseThrow()).hasToString("***");
    assertThat("" + checked.url().credentials()).doesNotContain("s3cr3t", "admin");
    for (Object secret : List.of(checked, checked.url(), checked.url().credentials().get())) {
      assertThat(secret).isNotInstanceOf(Serializable.class);
    }
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() {
    Gate gate = new Gate(Gates.strict(), resolver);

    assertThatThrownBy(() -> gate.check("rtsp://admin:s3cr3t@private.example/a"))
        .hasMessage(
            "rtsp://private.example:554/…: 10.0.0.7 is private (10.0.0.0/8) and not listed; if a"
                + " camera is there, list its range among the allowed");
    assertThatThrownBy(() -> gate.check("rtsp://mixed.example"))
        .hasMessageStartingWith(
            "rtsp://mixed.example:554: 1 of its 2 addresses are not allowed, none expected: ");
    assertThatThrownBy(() -> gate.check("rtsp://cam.example/a b"))
        .hasMessageStartingWith("the url has character U+0020 at 20, expected printable ASCII");
    assertThatThrownBy(() -> gate.check("rtsp://cam.example/" + "a".repeat(2048)))
        .isInstanceOfSatisfying(
            BlockedUrlException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LONG))
        .hasMessage("the url has 2067 characters, at most 2048 are read");
  }

  @Test
  void dialsWhatItCheckedWhateverTheNameSaysLater() throws Exception {
    String[] answers = {"93.184.215.14", "127.0.0.1"};
    int[] asked = {0};
    Resolver rebinding =
        host -> List.of(IpLiteral.parse(answers[Math.min(1, asked[0]++)]).orElseThrow());
    Gate gate = new Gate(Gates.strict(), rebinding);

    CheckedUrl checked = gate.check("https://rebind.example/a");
    CheckedUrl same = gate.follow(checked, "b");

    assertThat(asked[0]).isEqualTo(1);
    assertThat(checked.address().getAddress().getHostAddress()).isEqualTo(answers[0]);
    assertThat(same.address()).isEqualTo(checked.address());
    assertThatThrownBy(() -> gate.check("https://rebind.example/a"))
        .isInstanceOf(BlockedUrlException.class);
  }
}
