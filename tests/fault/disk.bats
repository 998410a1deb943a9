# A disk that is full, or refuses: code 3, the former output untouched, nothing left behind.
load ../cli/helper
load fault

setup_file() {
  load ../cli/helper
  load fault
  prepare 2500
}

setup() { sortie="$BATS_TEST_TMPDIR/sortie" disk="$BATS_TEST_TMPDIR/disque"; }

teardown() { ! mountpoint -q "$disk" || umount "$disk"; }

# A file system of that many KiB in $disk.
mount_disk() {
  [ "$(id -u)" -eq 0 ] || skip "only root can mount a small file system"
  mkdir -p "$disk"
  mount -t tmpfs -o "size=${1}k" none "$disk" 2>/dev/null || skip "a tmpfs cannot be mounted here"
}

size() { du -sk --apparent-size "$1" | cut -f1; }

stopped() { # WHEN
  [ "$status" -eq 3 ] || fail "$1: code $status
$output"
  contains "$output" "Rien n'a été écrit, la sortie précédente est intacte."
  untouched "$1"
  tidy
}

@test "the disk fills up at ten moments of the writing" {
  local room percent
  room=$(size "$whole")
  mount_disk 1024
  sortie="$disk/sortie"
  for percent in 0 1 5 15 30 45 60 75 90 97; do
    mount -o "remount,size=200%,size=$((room * 3))k" "$disk"
    restore
    # What is used now, and so much of what a run needs.
    mount -o "remount,size=$(($(df -k --output=used "$disk" | tail -1) + room * percent / 100))k" "$disk"
    run env TMPDIR="$BATS_TEST_TMPDIR" "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux
    stopped "$percent % of the room"
  done
  mount -o "remount,size=$((room * 5))k" "$disk"
  recovers
}

@test "a full TMPDIR does not harm: the run succeeds without it, or stops with code 3" {
  mount_disk 16
  head -c 100000 /dev/zero >"$disk/plein" 2>/dev/null || true
  restore
  run env TMPDIR="$disk" "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux
  if [ "$status" -eq "$normal" ]; then replaced "full TMPDIR"; else stopped "full TMPDIR"; fi
  is "$(ls -A "$disk")" plein
}

@test "a TMPDIR that does not exist does not harm" {
  restore
  run env TMPDIR="$BATS_TEST_TMPDIR/absent" "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux
  if [ "$status" -eq "$normal" ]; then replaced "no TMPDIR"; else stopped "no TMPDIR"; fi
}

@test "a limit on the size of files, at ten sizes" {
  local largest kib
  largest=$(($(find "$whole" -type f -printf '%s\n' | sort -n | tail -1) / 1024))
  restore
  for kib in 0 1 2 4 8 16 32 64 $((largest / 2)) $((largest - 1)); do
    run bash -c 'ulimit -f "$1"; shift; exec "$@"' _ "$kib" "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux
    stopped "ulimit -f $kib"
  done
  recovers
}

@test "a limit on open files is met with code 3 or a whole output" {
  local n
  restore
  for n in 6 7 8 10 14 20; do
    run bash -c 'ulimit -n "$1"; shift; exec "$@"' _ "$n" "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux --fils 2
    case $status in
    "$normal") replaced "ulimit -n $n"; restore ;;
    2) contains "$output" "rien n'a été écrit"; untouched "ulimit -n $n" ;; # an input could not be opened
    *) stopped "ulimit -n $n" ;;
    esac
  done
}

@test "an output directory that may not be written" {
  [ "$(id -u)" -ne 0 ] || skip "root writes everywhere"
  restore
  chmod 500 "$sortie"
  run "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux
  chmod 700 "$sortie"
  stopped "read-only directory"
}

@test "a read-only file system" {
  mount_disk 20000
  sortie="$disk/sortie"
  restore
  mount -o remount,ro "$disk"
  run "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux
  stopped "read-only file system"
}
