package dev.vocostream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.vocostream.job.console.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page that another program of the same machine serves, in the browser of somebody who is in.
 * Cookies know no ports: such a page's requests bring the console's cookie, as strict as it is.
 */
class OtherPortITCase extends RunningConsole {
  private static final String QUESTION = "{\"cameras\": [\"yard\"], \"text\": \"Who is there?\"}";

  /** What each way of asking comes to, when all have come to an end; %s is the console. */
  private static final String ASK_ALL =
      """
      (async () => {
        const url = "%s";
        const come = {};
        const stream = (name, source) => new Promise((done) => {
          const end = (word) => () => { come[name] = word; source.close(); done(); };
          source.onopen = end("opened");
          source.onmessage = end("heard");
          source.onerror = end("refused");
        });
        const load = (tag, path) => new Promise((done) => {
          const element = document.createElement(tag);
          const end = (word) => () => { come[tag] = word; done(); };
          element.onload = end("loaded");
          element.onerror = end("refused");
          element.src = url + path;
          document.body.append(element);
        });
        const read = (name, path, how) => fetch(url + path, { credentials: "include", ...how })
          .then((reply) => { come[name] = reply.type + " " + reply.status; },
            () => { come[name] = "refused"; });
        const post = { method: "POST", body: '%s', headers: { "Content-Type": "text/plain" } };
        await Promise.all([
          stream("events", new EventSource(url + "api/events", { withCredentials: true })),
          stream("socket", new WebSocket(url.replace("http", "ws") + "api/events")),
          load("script", "console.js"), load("img", "icon.svg"),
          read("session", "api/session"), read("post", "api/questions", post),
          read("json", "api/questions",
            { ...post, headers: { "Content-Type": "application/json", "X-Voco-Csrf": "guess" } }),
          read("blind", "api/questions", { ...post, mode: "no-cors" }),
        ]);
        return Object.keys(come).sort().map((name) => name + ": " + come[name]).join(", ");
      })()
      """;

  @TempDir Path own;

  @Test
  void hearsNothingAndChangesNothing() throws Exception {
    Path program = Browser.assumed();
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          byte[] page = "<!doctype html><title>other</title>".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    other.start();
    try (Browser browser = new Browser(program, Files.createDirectory(own.resolve("profile")))) {
      browser.open(console.link(Role.ADMIN));
      browser.awaitTrue("document.querySelector('#link')?.dataset.state === 'live'");
      browser.open("http://127.0.0.1:" + other.getAddress().getPort() + "/");
      browser.awaitTrue("document.title === 'other'");
      assertThat(browser.eval(ASK_ALL.formatted(console.home(), QUESTION)).asText())
          .isEqualTo(
              "blind: refused, events: refused, img: refused, json: refused, post: refused,"
                  + " script: refused, session: refused, socket: refused");
      sendAForm(browser);
      assertThat(site.questions()).isEmpty();
      // He is in nevertheless, and comes back by a link on that page.
      browser.eval("location.assign('%s')".formatted(console.home()));
      browser.awaitTrue("document.querySelector('#link')?.dataset.state === 'live'");
    } finally {
      other.stop(0);
    }
  }

  /** That needs no script, and leads to the reply. */
  private void sendAForm(Browser browser) throws Exception {
    String form =
        """
        document.body.innerHTML = '<form method=post enctype=text/plain action=%sapi/questions>'
            + '<input name=a></form>';
        document.querySelector('input').name = '%s';
        document.querySelector('form').submit()
        """;
    browser.eval(form.formatted(console.home(), QUESTION));
    browser.awaitTrue("document.body.innerText.includes('did not come from the console')");
  }
}
