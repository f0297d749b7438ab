package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.SetupException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntranceTest {
  private static final InetAddress ALL = Entrance.address("0.0.0.0");
  private static final InetAddress LOOPBACK = Entrance.address("127.0.0.1");
  private static final Path USERS = Path.of("users");

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.7"})
  void whereOthersReachItThereArePasswords(String listen) {
    InetAddress address = Entrance.address(listen);
    assertThatThrownBy(() -> new Entrance(address, 8090, null, null))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(address.getHostAddress())
        .hasMessageContaining("--users FILE");
    URI url = URI.create("https://cameras.example.org");
    assertThat(new Entrance(address, 8090, url, USERS).listen()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.7", "::1"})
  void whereItListensOnOneAddressAloneItHasAName(String listen) {
    assertThatThrownBy(() -> new Entrance(Entrance.address(listen), 8090, null, USERS))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("--url https://NAME");
  }

  @Test
  void aPortIsOne() {
    assertThatThrownBy(() -> Entrance.ofLinks(65_536))
        .isInstanceOf(SetupException.class)
        .hasMessage("--port 65536: expected 0 to 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void onLoopbackLinksWillDo(String listen) {
    assertThat(new Entrance(Entrance.address(listen), 0, null, null).users()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://cameras.example.org",
        "http://10.0.0.7:8090",
        "https://cameras.example.org/console",
        "https://cameras.example.org/?a",
        "https://cameras.example.org/#a",
        "https://anna@cameras.example.org",
        "https:cameras",
        "cameras.example.org",
        "ftp://127.0.0.1"
      })
  void passwordsDoNotTravelInClearAndThePageIsAtTheTop(String url) {
    assertThatThrownBy(() -> new Entrance(ALL, 8090, URI.create(url), USERS))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("--url: expected https://NAME");
  }

  @Test
  void isKnownByLoopbackAndByTheNameThatPeopleType() {
    Entrance plain = Entrance.ofLinks(0);
    assertThat(plain.origins(81))
        .containsOnlyKeys("127.0.0.1:81", "localhost:81")
        .containsEntry("localhost:81", "http://localhost:81");
    assertThat(plain.home(81)).isEqualTo("http://127.0.0.1:81/");

    Entrance proxied = new Entrance(ALL, 8090, URI.create("https://Cameras.example.org/"), USERS);
    assertThat(proxied.origins(8090))
        .hasSize(3)
        .containsEntry("cameras.example.org", "https://cameras.example.org");
    assertThat(proxied.home(8090)).isEqualTo("https://cameras.example.org/");

    Entrance published = new Entrance(LOOPBACK, 1, URI.create("http://127.0.0.1:9000"), USERS);
    assertThat(published.origins(1)).containsEntry("127.0.0.1:9000", "http://127.0.0.1:9000");
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Entrance.address("no such host"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("--listen no such host");
  }
}
