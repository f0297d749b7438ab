package dev.vocostream.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HttpLoginTest {
  /** RFC 7616, 3.9.1. */
  private static final HttpLogin MUFASA =
      new HttpLogin(new Credentials("Mufasa", "Circle of Life"), "/dir/index.html");

  private static final String NONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

  private static String challenge(String algorithm) {
    return ("Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s,"
            + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
            + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")
        .formatted(algorithm);
  }

  @Test
  void digestIsAsInTheStandardsExample() {
    assertThat(MUFASA.answerTo(challenge("MD5"), NONCE).orElseThrow())
        .startsWith("Digest ")
        .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"", "qop=auth, nc=00000001")
        .contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
    assertThat(MUFASA.answerTo(challenge("SHA-256"), NONCE).orElseThrow())
        .contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
  }

  @Test
  void basicIsSentOnlyIfAskedFor() {
    HttpLogin aladdin = new HttpLogin(new Credentials("Aladdin", "open sesame"), "/");
    assertThat(aladdin.answerTo("Basic realm=\"x\"", NONCE))
        .contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assertThat(aladdin.answerTo("Bearer realm=\"x\"", NONCE)).isEmpty();
    assertThat(aladdin.answerTo(challenge("SHA-512-256"), NONCE)).isEmpty();
  }

  @Test
  void credentialsStandInAUrlAsTheyAre() {
    Credentials odd = Credentials.parse("ad min:p@ss:w%40rd/?#é");
    assertThat(odd.userInfo()).isEqualTo("ad%20min:p%40ss%3Aw%2540rd%2F%3F%23%C3%A9");
  }
}
