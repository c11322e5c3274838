# Sourced by every command in bin/: finds Python, makes the environment, keeps it in step with the lock files.
# Needs: $root. Gives: $python (the environment's interpreter).

say() { printf '%s\n' "$*" >&2; }
stop() { say "karar: $1"; say "        $2"; exit 3; }

apt_install() { # apt_install PACKAGE... : as root without asking, otherwise says what to type
    missing=()
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    command -v apt-get >/dev/null || stop "these system packages are missing: ${missing[*]}" "Install them with your system's package tool."
    if [ "$(id -u)" -ne 0 ]; then
        stop "these system packages are missing: ${missing[*]}" "Type: sudo apt-get install --no-install-recommends ${missing[*]}"
    fi
    say "Installing system packages: ${missing[*]}"
    [ -n "${karar_apt_updated:-}" ] || apt-get update -qq
    karar_apt_updated=1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

find_python() {
    for candidate in "${KARAR_PYTHON:-}" python3.11 python3 python3.12 python3.13; do
        [ -n "$candidate" ] && command -v "$candidate" >/dev/null || continue
        "$candidate" -c 'import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13)))' 2>/dev/null || continue
        printf '%s' "$candidate"
        return 0
    done
    return 1
}

make_environment() { # make_environment LOCK : .venv with exactly the packages of requirements/LOCK.lock, and karar itself
    local lock="$root/requirements/$1.lock" venv="${KARAR_VENV:-$root/.venv}" stamp found wanted
    python="$venv/bin/python"
    stamp="$venv/karar-environment"
    wanted="$1 $(cat "$lock" "$root/pyproject.toml" | sha256sum | cut -d' ' -f1)"
    if [ -x "$python" ] && [ -f "$stamp" ]; then
        [ "$(cat "$stamp")" = "$wanted" ] && return 0
        # an environment made for the tests holds everything that serving needs
        [ "$1" = run ] && [ "$(cat "$stamp")" = "dev $(cat "$root/requirements/dev.lock" "$root/pyproject.toml" | sha256sum | cut -d' ' -f1)" ] && return 0
    fi
    found="$(find_python)" || {
        apt_install python3 python3-venv
        found="$(find_python)" || stop "Python 3.11, 3.12 or 3.13 is needed and none was found" "Install python3.11, or name one in KARAR_PYTHON."
    }
    if ! "$found" -c 'import ensurepip, venv' 2>/dev/null; then apt_install python3-venv; fi
    say "Making the environment in $venv (once; a few minutes on a slow line)"
    [ -x "$python" ] || "$found" -m venv "$venv"
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    "$python" -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e "$root"
    printf '%s' "$wanted" >"$stamp"
}
