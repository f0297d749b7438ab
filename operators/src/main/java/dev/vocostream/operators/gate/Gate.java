package dev.vocostream.operators.gate;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import dev.vocostream.operators.gate.DeadlineResolver.TooSlowException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
   * Admits a URL of a network scheme. Resolves its name, once.
   *
   * @throws BlockedUrlException if its text, its scheme or any of its addresses is not allowed
   */
  public CheckedUrl check(String text) throws BlockedUrlException {
    CameraUrl url = CameraUrl.parse(text, settings);
    if (url.scheme() == Scheme.FILE) {
      throw new BlockedUrlException(
          Reason.SCHEME_NOT_ENABLED, url + " is a file, a url of a network camera expected");
    }
    return new CheckedUrl(url, address(url));
  }

  /**
   * Admits a URL of a network scheme without credentials in it.
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

  /**
   * Admits a {@code file:} URL. Whoever may write to the directory can still put a link there
   * afterwards.
   *
   * @return its real path
   * @throws BlockedUrlException if it is not under the directory of camera files by its real path,
   *     or a symbolic link is on the way
   */
  public Path checkFile(String text) throws BlockedUrlException {
    CameraUrl url = CameraUrl.parse(text, settings);
    if (url.scheme() != Scheme.FILE) {
      throw new BlockedUrlException(
          Reason.SCHEME_NOT_ENABLED, url + " is not a file, a file: url expected");
    }
    try {
      Path root = settings.fileDirectory().orElseThrow().toRealPath();
      Path path = Path.of(url.path());
      if (!path.startsWith(root) || !path.normalize().equals(path)) {
        throw outside(url, "is not under", root);
      }
      if (!path.toRealPath().equals(path)) {
        throw outside(url, "is reached by a symbolic link, expected a file under", root);
      }
      if (!Files.isRegularFile(path)) {
        throw outside(url, "is not a file, expected one under", root);
      }
      return path;
    } catch (InvalidPathException e) {
      throw new BlockedUrlException(Reason.NOT_A_URL, url + " is not a path of this system");
    } catch (IOException e) {
      throw new BlockedUrlException(Reason.FILE_MISSING, url + " cannot be found or read");
    }
  }

  private static BlockedUrlException outside(CameraUrl url, String what, Path root) {
    return new BlockedUrlException(
        Reason.FILE_OUTSIDE, "%s %s the directory of camera files (%s)".formatted(url, what, root));
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
