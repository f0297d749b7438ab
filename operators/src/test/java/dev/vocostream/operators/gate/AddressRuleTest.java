package dev.vocostream.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
  private static InetAddress ip(String text) {
    return IpLiteral.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "2600::1"})
  void opensTheInternetUpToTheEdgesOfWhatIsNot(String address) {
    assertThat(AddressRule.allowing().refusal(ip(address))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "64:ff9b::10.1.0.1, 10.1.0.1",
    "2002:a01:1::, 10.1.0.1",
    "2001:0:a01:1::f5fe:fffe, 10.1.0.1",
    "2600::200:5efe:10.1.0.1, 10.1.0.1",
  })
  void judgesAnIpv6AddressByTheIpv4AddressInIt(String address, String inner) {
    assertThat(AddressRule.allowing("2000::/3").refusal(ip(address)).orElseThrow())
        .contains(" stands for " + inner + "; " + inner + " is private (10.0.0.0/8)");
    assertThat(AddressRule.allowing("10.1.0.0/16").refusal(ip(address))).isEmpty();
    assertThat(AddressRule.allowing("10.2.0.0/16").refusal(ip(address))).isPresent();
  }

  @Test
  void readsBothAddressesOfTeredo() {
    InetAddress badServer = ip("2001:0:a01:1:0:0:a247:28f1");
    InetAddress badClient = ip("2001:0:5db8:d70e:0:0:f5fe:fffe");
    InetAddress good = ip("2001:0:5db8:d70e:0:0:a247:28f1");

    assertThat(AddressRule.allowing().refusal(badServer)).isPresent();
    assertThat(AddressRule.allowing().refusal(badClient)).isPresent();
    assertThat(AddressRule.allowing().refusal(good)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"169.254.169.254", "fd00:ec2::254", "0.0.0.0", "0.0.0.1", "::", "255.255.255.255"})
  void opensSomeAddressesToNoList(String address) {
    AddressRule everything = AddressRule.allowing("0.0.0.0/0", "::/0");

    assertThat(everything.refusal(ip(address)).orElseThrow()).endsWith("never allowed");
    assertThat(everything.refusal(ip("127.0.0.1"))).isEmpty();
    assertThat(everything.refusal(ip("::1"))).isEmpty();
  }

  @Test
  void needsPublicAddressesListedIfTheInternetIsNotAllowed() {
    AddressRule rule = new AddressRule(List.of(Cidr.parse("93.184.215.0/24")), false);

    assertThat(rule.refusal(ip("93.184.215.14"))).isEmpty();
    assertThat(rule.refusal(ip("93.184.216.14")).orElseThrow()).contains("a public address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0.1/8",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0/8",
        "010.0.0.0/8",
        "cam.example/8",
        "",
        "/8",
        "fd00::/129",
        "fd00::1/8"
      })
  void refusesRangesThatAreNone(String text) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("address range ");
  }

  @Test
  void containsAddressesOfItsFamilyOnly() {
    assertThat(Cidr.parse("10.0.0.0/9").contains(ip("10.127.255.255"))).isTrue();
    assertThat(Cidr.parse("10.0.0.0/9").contains(ip("10.128.0.0"))).isFalse();
    assertThat(Cidr.parse("10.0.0.7").contains(ip("10.0.0.7"))).isTrue();
    assertThat(Cidr.parse("10.0.0.7").contains(ip("10.0.0.6"))).isFalse();
    assertThat(Cidr.parse("::/0").contains(ip("10.0.0.7"))).isFalse();
    assertThat(Cidr.parse("10.0.0.0/8")).hasToString("10.0.0.0/8");
  }
}
