package dev.vocostream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.console.Role;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Text of others that would like to be markup, in every place where the page shows text of others,
 * in a real browser. The contract admits any text as an id, so that ids are among those places.
 */
class HostileTextITCase extends RunningConsole {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As many answers as the page keeps. */
  private static final int PART = 50;

  private static final String FROM = "2026-05-01T12:00:00Z";
  private static final String TO = "2026-05-01T12:00:02Z";

  /** Which of these texts are not all of the text in at least one element of each place. */
  private static final String MISSING =
      """
      (() => {
        const texts = %s;
        const places = {
          ".card .name": (t) => t, ".card .reason": (t) => t, ".card .pill": (t) => t.toLowerCase(),
          ".card .timeline title": (t) => ": " + t, "#asked label": (t) => " " + t,
          "#add-monitor option": (t) => t,
          ".answer .question": (t) => t, ".answer .said": (t) => t,
          ".answer .said[data-tone=bad]": (t) => "failed: " + t,
          ".answer .said[data-tone]": (t) => t + ": why",
          ".answer .entry .soft": (t) => t + ", ", ".answer .entry p.soft": (t) => ": " + t,
          ".monitor .name": (t) => t, ".monitor .rule": (t) => t, ".curve-of p": (t) => t + ": 50",
          ".alert .name": (t) => t, ".alert .pill": (t) => t, ".alert p.soft": (t) => ", " + t,
        };
        return Object.entries(places).flatMap(([place, form]) => {
          const found = [...document.querySelectorAll(place)]
            .filter((element) => [...element.childNodes].every(
              (node) => node.nodeType === Node.TEXT_NODE || node.nodeName === "INPUT"))
            .map((element) => element.textContent);
          return texts.filter((t) => !found.some((words) => words.includes(form(t))))
            .map((t) => place + " lacks " + t);
        });
      })()
      """;

  /** What of the parsed page is neither in its file nor made by its scripts. */
  private static final String STRANGE =
      """
      (() => {
        const made = new Set(("ARTICLE DIV SPAN BUTTON P LI LABEL LEGEND INPUT OPTION IMG svg rect "
          + "title line path circle text").split(" "));
        const attributes = new Set(("class id type value name title alt src hidden aria-label role "
          + "viewBox preserveAspectRatio x y width height rx x1 x2 y1 y2 cx cy r d text-anchor "
          + "checked selected").split(" "));
        const inside = document.querySelectorAll(
          ":is(#cameras, #asked, #answers, #monitors, #alerts, #add-monitor select) *");
        return [...inside].filter((e) => !made.has(e.nodeName)
            || [...e.attributes].some((a) => !attributes.has(a.name) && !a.name.startsWith("data-"))
            || (e.hasAttribute("src") && !e.getAttribute("src").startsWith("/api/snapshots?")))
          .concat([...document.querySelectorAll(
            "script:not([src='/console.js']), iframe, style, base, meta[http-equiv], a:not(.skip)")])
          .map((e) => e.outerHTML);
      })()
      """;

  @TempDir Path own;
  private Browser browser;

  @BeforeEach
  void openPage() throws Exception {
    Path program = Browser.assumed();
    browser = new Browser(program, Files.createDirectory(own.resolve("profile")));
    browser.open(console.link(Role.ADMIN));
    site.status("first");
    // From here on the console follows every topic.
    browser.awaitTrue("!!document.querySelector('[data-camera=first]')");
    site.say(site.kafka().status(), "first", null);
  }

  @AfterEach
  void closeBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  @Timeout(600)
  void isTextAndNothingElseWhereverItComesFrom() throws Exception {
    assertThat(new HashSet<>(HostileText.all())).hasSize(1_000);
    visitor.logIn(console.link(Role.VIEW));
    for (List<String> part : HostileText.inParts(PART).toList()) {
      ask(part);
      for (String text : part) {
        tellAll(text);
      }
      showPicture(part.get(0));
      assertIsText(part);
      for (String text : part) {
        site.shout(site.kafka().status(), text, null);
        site.shout(site.kafka().monitoring().monitors(), text, null);
      }
      browser.awaitTrue("!document.querySelector('.card, .monitor, #asked label')");
    }
    assertUntouched();
  }

  /** Returns when the console knows of all of them: a page shows an answer as it comes. */
  private void ask(List<String> part) throws Exception {
    try (Following page = new Following(visitor.events(0))) {
      for (String text : part) {
        site.shout(site.kafka().questions(), "q-" + text, json(Map.of("text", text)));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> part.stream().allMatch(text -> page.heard("question", "q-" + text) != null));
    }
  }

  private void assertIsText(List<String> part) throws Exception {
    String missing = MISSING.replace("%s", JSON.writeValueAsString(part));
    browser.awaitTrue("!(window.missing = " + missing + "[0])");
    assertThat(browser.eval(STRANGE)).isEmpty();
  }

  /**
   * Neither a script ran, nor did the policy have to stop one, nor was anything asked elsewhere.
   */
  private void assertUntouched() throws Exception {
    assertThat(browser.eval("document.title").asText()).isEqualTo("VoCo Stream");
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .allMatch(url -> url.startsWith("http://127.0.0.1:" + console.port() + "/"));
  }

  /** Of a camera, a monitor, and a question of that name all there is to be told. */
  private void tellAll(String text) throws Exception {
    var gaps = List.of(Map.of("from", FROM, "to", TO, "reason", text));
    var memory = Map.of("from", FROM, "to", TO, "frames", 3, "bytes", 9, "gaps", gaps);
    var status = Map.of("state", text, "reason", text, "since", FROM, "memory", memory);
    site.shout(site.kafka().status(), text, json(status));
    var window = Map.of("from", FROM, "to", TO, "frames", 3, "remembered", 3, "gaps", gaps);
    var said = Map.of("camera", text, "status", "answered", "text", text, "window", window);
    var failed = Map.of("camera", text, "status", "failed", "reason", text);
    var unknown = Map.of("camera", text, "status", text, "reason", "why");
    var answer = Map.of("id", "q-" + text, "answers", List.of(said, failed, unknown));
    site.shout(site.kafka().answers(), "q-" + text, json(answer));
    tellOfAMonitor(text);
  }

  private void tellOfAMonitor(String text) throws Exception {
    var topics = site.kafka().monitoring();
    var monitor = Map.of("id", text, "text", text, "every", "PT" + text);
    site.shout(topics.monitors(), text, json(monitor));
    var score = new HashMap<String, Object>(Map.of("monitor", text, "camera", text, "at", FROM));
    score.put("probability", 0.5);
    site.shout(topics.scores(), text, json(score));
    var alert = new HashMap<>(score);
    alert.putAll(Map.of("state", text, "reason", text));
    site.shout(topics.alerts(), text, json(alert));
  }

  private void showPicture(String camera) throws Exception {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB), "jpg", jpeg);
    site.picture(camera, Instant.parse(TO), jpeg.toByteArray());
    browser.awaitTrue(
        "[...document.querySelectorAll('.card img')].some((each) => each.naturalWidth === 48"
            + " && each.alt.startsWith('newest picture of ' + %s))",
        camera);
  }

  /** The page repeats what a person typed, and what the server has against it. */
  @Test
  void isTextInWhatTheFormsSay() throws Exception {
    String text = HostileText.all().get(0);
    fill("add-camera", Map.of("id", text, "url", "rtsp://10.0.0.7/live"));
    browser.awaitTrue(
        "document.querySelector('#add-camera [role=status]').textContent.includes(%s)",
        "Camera " + text + " is added");
    fill("add-camera", Map.of("id", text, "url", " "));
    browser.awaitTrue(
        "document.querySelector('#add-camera [role=status]').textContent.includes(%s)",
        "camera '" + text + "': url");
    assertThat(
            browser.eval(
                "document.querySelectorAll('[role=status] *').length + " + STRANGE + ".length"))
        .hasToString("0");
    assertThat(browser.eval("document.title").asText()).isEqualTo("VoCo Stream");
    // The browser's own word on the refusal, and none of the policy.
    assertThat(browser.complaints()).hasSize(1).first().asString().contains("status of 400");
  }

  private void fill(String form, Map<String, String> fields) throws Exception {
    for (Map.Entry<String, String> field : fields.entrySet()) {
      browser.eval(
          "document.forms['%s'].elements['%s'].value = %s"
              .formatted(form, field.getKey(), json(field.getValue())));
    }
    browser.eval("document.forms['%s'].requestSubmit()".formatted(form));
  }

  private static String json(Object value) throws Exception {
    return JSON.writeValueAsString(value);
  }
}
