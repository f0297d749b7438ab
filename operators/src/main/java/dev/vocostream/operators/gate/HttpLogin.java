package dev.vocostream.operators.gate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of {@code Authorization} that answers a server's challenge: Basic (RFC 7617) or Digest
 * (RFC 7616 with MD5 or SHA-256, and RFC 2069, which old cameras speak), for a GET.
 */
record HttpLogin(Credentials credentials, String target) {
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+))");

  /**
   * @param challenge the value of {@code WWW-Authenticate}
   * @param clientNonce fresh, hexadecimal
   * @return empty if the challenge is of another kind
   */
  Optional<String> answerTo(String challenge, String clientNonce) {
    String kind = challenge.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    return switch (kind) {
      case "basic" -> Optional.of(credentials.basic());
      case "digest" -> digest(parameters(challenge), clientNonce);
      default -> Optional.empty();
    };
  }

  private static Map<String, String> parameters(String challenge) {
    Map<String, String> found = new HashMap<>();
    Matcher each = PARAMETER.matcher(challenge);
    while (each.find()) {
      String value = each.group(2) == null ? each.group(3) : each.group(2);
      found.put(each.group(1).toLowerCase(Locale.ROOT), value);
    }
    return found;
  }

  private Optional<String> digest(Map<String, String> challenge, String clientNonce) {
    String algorithm = challenge.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
    if (!algorithm.equals("MD5") && !algorithm.equals("SHA-256")) {
      return Optional.empty();
    }
    String realm = challenge.getOrDefault("realm", "");
    String nonce = challenge.getOrDefault("nonce", "");
    boolean auth = challenge.getOrDefault("qop", "").matches("(.*[, ])?auth([, ].*)?");
    String secret =
        hash(algorithm, credentials.user() + ":" + realm + ":" + credentials.password());
    String request = hash(algorithm, "GET:" + target);
    String middle = auth ? nonce + ":00000001:" + clientNonce + ":auth" : nonce;
    StringBuilder answer = new StringBuilder("Digest ");
    answer.append("username=\"%s\", ".formatted(credentials.user()));
    answer.append("realm=\"%s\", nonce=\"%s\", uri=\"%s\", ".formatted(realm, nonce, target));
    answer.append(
        "response=\"%s\"".formatted(hash(algorithm, secret + ":" + middle + ":" + request)));
    answer.append(", algorithm=").append(algorithm);
    if (auth) {
      answer.append(", qop=auth, nc=00000001, cnonce=\"%s\"".formatted(clientNonce));
    }
    if (challenge.containsKey("opaque")) {
      answer.append(", opaque=\"%s\"".formatted(challenge.get("opaque")));
    }
    return Optional.of(answer.toString());
  }

  private static String hash(String algorithm, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
