#!/usr/bin/env bash
# Packs all @Tag("gpu") tests with everything that they need but a driver and CUDA's libraries, and
# runs them on a GPU host without a JDK. See README.md.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
module=model-runtime # the module whose tests need a GPU
pack="$here/target/voco-gpu-tests"
maven=(mvn -B -q -ntp)

fail() {
  echo "run.sh: $*" >&2
  exit 1
}

usage() {
  cat <<'TEXT'
usage: run.sh [--cpu] [USER@HOST]
  without a host   packs into tests/gpu/target/voco-gpu-tests.tar
  USER@HOST        packs, copies the pack to that host by ssh and runs the tests there
  --cpu            packs this host's CPU natives instead of those of the profile gpu
TEXT
}

property() {
  sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" "$root/pom.xml" | head -1
}

# Jars of a scope, without JUnit's own: the console launcher has them.
copy_libraries() {
  (cd "$root" && "${maven[@]}" ${profile:+"$profile"} -DskipTests -pl "$module" package \
    dependency:copy-dependencies -DincludeScope=test -DoutputDirectory="$pack/lib" \
    -DexcludeGroupIds=org.junit.platform,org.junit.jupiter,org.junit,org.opentest4j,org.apiguardian)
  (cd "$root" && "${maven[@]}" dependency:copy -pl "$module" -DoutputDirectory="$pack" \
    -Dmdep.stripVersion -Dartifact="org.junit.platform:junit-platform-console-standalone:$console")
  cp -r "$root/$module/target/classes" "$root/$module/target/test-classes" "$pack"
}

# A Java runtime of the modules that tests and libraries use, for hosts like this one.
link_runtime() {
  "$jdk/bin/jlink" --output "$pack/runtime" --strip-debug --no-header-files --no-man-pages \
    --add-modules java.se,jdk.unsupported,jdk.crypto.ec,jdk.zipfs,jdk.management
}

write_launcher() {
  cat > "$pack/run" <<'TEXT'
#!/usr/bin/env bash
# Runs the tests that are packed here; arguments go to JUnit's console launcher in place of the tag.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
[ $# -gt 0 ] || set -- --include-tag gpu --scan-classpath test-classes
exec runtime/bin/java -Xmx1500m -XX:+UseSerialGC -Djava.awt.headless=true ${VOCO_JVM_OPTIONS:-} \
  -Dorg.bytedeco.javacpp.cachedir="$PWD/cache" -Dorg.bytedeco.javacpp.logger=slf4j \
  -Dorg.bytedeco.javacpp.maxBytes=0 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 \
  -jar junit-platform-console-standalone.jar execute --fail-if-no-tests --details tree \
  --disable-ansi-colors --class-path "test-classes:classes:$(printf '%s:' lib/*.jar)" "$@"
TEXT
  chmod +x "$pack/run"
}

profile=-Pgpu
if [ "${1:-}" = --cpu ]; then
  profile=
  shift
fi
case "${1:-}" in
  -*) usage; exit 2 ;;
esac
host=${1:-}

javac=$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}javac") || fail "no javac found: packing needs a JDK 17 or newer"
jdk=$(dirname "$(dirname "$(readlink -f "$javac")")")
[ -d "$jdk/jmods" ] || fail "$jdk has no jmods: install the whole JDK (openjdk-17-jdk), or set JAVA_HOME"
console=$(property junit.version | sed 's/^5/1/') # of JUnit's platform; its jars go together by minor version

rm -rf "$pack" "$pack.tar"
mkdir -p "$pack"
copy_libraries
link_runtime
write_launcher
tar -C "$here/target" -cf "$pack.tar" voco-gpu-tests
echo "packed $pack.tar, $(du -h "$pack.tar" | cut -f1)"
if [ -z "$host" ]; then
  echo "on a GPU host without a JDK: tar xf voco-gpu-tests.tar && voco-gpu-tests/run"
else
  ssh "$host" 'tar xf -' < "$pack.tar"
  ssh "$host" voco-gpu-tests/run
fi
