package dev.vocostream.operators.gate;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import dev.vocostream.operators.gate.DeadlineResolver.TooSlowException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides whether a camera's URL is followed, and to which address. Immutable, for all threads. */
public final class Gate {
  private final GateSettings settings;
  private final Resolver resolver;

  public Gate(GateSettings settings, Resolver resolver) {
    this.settings = settings;
    this.resolver = resolver;
  }

  /**
   * Admits a URL. Resolves its name, once.
   *
   * @throws BlockedUrlException if its text, its scheme or any of its addresses is not allowed
   */
  public CheckedUrl check(String text) throws BlockedUrlException {
    CameraUrl url = CameraUrl.parse(text, settings);
    return new CheckedUrl(url, address(url));
  }

  /**
   * Admits a URL without credentials in it.
   *
   * @throws BlockedUrlException as {@link #check(String)}, and if the URL has credentials itself:
   *     it is kept in places where a password must not be
   */
  public CheckedUrl checkWithoutLogin(String text) throws BlockedUrlException {
    CheckedUrl checked = check(text);
    if (checked.url().credentials().isPresent()) {
      throw new BlockedUrlException(
          Reason.USER_INFO,
          checked.url() + " has a user or a password in it, name a secret with them instead");
    }
    return checked;
  }

  /** What a reference in a document from there leads to; the same host keeps its address. */
  CheckedUrl follow(CheckedUrl from, String reference) throws BlockedUrlException {
    return follow(from, reference, Map.of(from.url().host(), from));
  }

  /**
   * @param known hosts that were resolved before
   */
  CheckedUrl follow(CheckedUrl from, String reference, Map<String, CheckedUrl> known)
      throws BlockedUrlException {
    CameraUrl url = from.url().follow(reference, settings);
    CheckedUrl before = known.get(url.host());
    return new CheckedUrl(url, before == null ? address(url) : before.ip());
  }

  private InetAddress address(CameraUrl url) throws BlockedUrlException {
    List<InetAddress> all = resolve(url);
    List<String> refusals = new ArrayList<>();
    for (InetAddress address : all) {
      settings.addresses().refusal(address).ifPresent(refusals::add);
    }
    if (refusals.isEmpty()) {
      return all.get(0);
    }
    if (refusals.size() == all.size()) {
      throw new BlockedUrlException(Reason.ADDRESS, url + ": " + refusals.get(0));
    }
    throw new BlockedUrlException(
        Reason.MIXED_ADDRESSES,
        "%s: %d of its %d addresses are not allowed, none expected: %s"
            .formatted(url, refusals.size(), all.size(), refusals.get(0)));
  }

  private List<InetAddress> resolve(CameraUrl url) throws BlockedUrlException {
    if (url.literal().isPresent()) {
      return List.of(url.literal().get());
    }
    List<InetAddress> all = List.of();
    try {
      all = resolver.resolve(url.host());
    } catch (TooSlowException e) {
      throw new BlockedUrlException(
          Reason.UNRESOLVED, "%s: its name: %s, check DNS".formatted(url, e.getMessage()));
    } catch (UnknownHostException e) {
      // its message repeats the name; ours does, too
    }
    if (all.isEmpty()) {
      throw new BlockedUrlException(
          Reason.UNRESOLVED, url + ": its name has no address, check the name and DNS");
    }
    return all;
  }
}
